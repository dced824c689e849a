package dev.lorikeet.generation.callback;

import java.util.regex.Pattern;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Takes the secret out of a callback's address before anybody can log it, and hands it on beside the request. Addresses
 * are what servers, filters and handlers write down first.
 */
@Component
final class HiddenToken implements HttpHandlerDecoratorFactory {
    static final String ATTRIBUTE = HiddenToken.class.getName();
    private static final Pattern ADDRESS = Pattern.compile("(/webhooks/runpod/)([A-Za-z0-9._-]+)");

    @Override
    public HttpHandler apply(HttpHandler next) {
        return (request, response) -> next.handle(hidden(request), response);
    }

    private static ServerHttpRequest hidden(ServerHttpRequest request) {
        var path = request.getURI().getRawPath();
        var address = ADDRESS.matcher(path == null ? "" : path);
        if (!address.matches()) {
            return request;
        }
        request.getAttributes().put(ATTRIBUTE, address.group(2));
        return request.mutate().path(address.group(1) + "hidden").build();
    }
}
