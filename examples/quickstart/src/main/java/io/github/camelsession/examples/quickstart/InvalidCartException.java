package io.github.camelsession.examples.quickstart;

/** What is in the cart can not be bought. */
public final class InvalidCartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidCartException() {
        super("A cart is a list of lines such as {\"item\":\"apple\",\"quantity\":3}, of 1 to 99 pieces each");
    }
}
