package io.github.camelsession.examples.quickstart;

/** No such user, or not the password; which of the two, nobody is told. */
public final class LoginRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoginRefusedException() {
        super("Unknown user or wrong password");
    }
}
