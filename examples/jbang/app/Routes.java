import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;

/** Tells the caller who the token says it is, and lets nobody else pass. Also prints what to try. */
public class Routes extends RouteBuilder {
    @Override
    public void configure() throws Exception {
        getContext().addStartupListener((context, alreadyStarted) -> System.out.println(welcome(context)));

        from("platform-http:/me?httpMethodRestrict=GET")
                .routeId("me")
                .setBody(constant(""))
                .to("session-management:me?operation=CLAIMS&sessionType=GLOBAL&fields=sub")
                .removeHeaders("*")
                .setHeader("Content-Type", constant("application/json"));
    }

    private static String welcome(CamelContext context) {
        int port = context.getComponent("platform-http", PlatformHttpComponent.class)
                .getEngine()
                .getServerPort();
        return """

                Try it; paste these lines into another shell:

                TOKEN=$(curl -s http://127.0.0.1:%1$d/login -H 'Content-Type: application/json' -d '{"user":"alice","password":"wonderland"}' | cut -d '"' -f 4)
                curl -X PUT http://127.0.0.1:%1$d/cart -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"cart":[{"item":"apple","quantity":3}]}'
                curl -w '\\n' http://127.0.0.1:%1$d/cart -H "Authorization: Bearer $TOKEN"
                curl -X DELETE http://127.0.0.1:%1$d/session -H "Authorization: Bearer $TOKEN"

                Ctrl-C ends it.
                """.formatted(port);
    }
}
