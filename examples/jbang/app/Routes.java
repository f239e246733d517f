import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;

/**
 * The login of this demo: whoever asks for the token of alice gets it. In a real system tokens come from an identity
 * provider, which asks for a password first.
 */
public class Routes extends RouteBuilder {
    private static final int LIFETIME_SECONDS = 3600;

    @Override
    public void configure() throws Exception {
        getContext().addStartupListener((context, alreadyStarted) -> System.out.println(welcome(context)));

        from("platform-http:/login/{user}?httpMethodRestrict=POST")
                .routeId("login")
                .setBody(exchange -> token(exchange.getContext(), exchange.getMessage().getHeader("user", String.class)))
                .removeHeaders("*")
                .setHeader("Content-Type", constant("text/plain"));

        // Platform-http without rest(): a GLOBAL session is open to this one as well. DELETE /session is a logout.
        from("platform-http:/session?httpMethodRestrict=DELETE")
                .routeId("logout")
                .to("session-management:logout?operation=CLEAR&sessionType=GLOBAL")
                .to("direct:done");
    }

    private static String welcome(CamelContext context) {
        int port = context.getComponent("platform-http", PlatformHttpComponent.class)
                .getEngine()
                .getServerPort();
        return """

                Try it; paste these lines into another shell:

                TOKEN=$(curl -s -X POST http://127.0.0.1:%1$d/login/alice)
                curl -X PUT http://127.0.0.1:%1$d/cart -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"cart":[{"item":"apple","quantity":3}]}'
                curl -w '\\n' http://127.0.0.1:%1$d/cart -H "Authorization: Bearer $TOKEN"

                Ctrl-C ends it.
                """.formatted(port);
    }

    private static String token(CamelContext context, String user) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .issuer(context.resolvePropertyPlaceholders(
                                    "{{camel.component.session-management.issuer}}"))
                            .subject(user)
                            .expirationTime(Date.from(Instant.now().plusSeconds(LIFETIME_SECONDS)))
                            // Without it, two logins within one second would be the same token, and so the same session.
                            .jwtID(UUID.randomUUID().toString())
                            .build());
            token.sign(new MACSigner(context.resolvePropertyPlaceholders("{{demo.secret}}")));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The demo's secret can not sign", e);
        }
    }
}
