package dev.lorikeet.generation.callback;

import java.util.regex.Pattern;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes the secret out of a callback's address before anybody can log it, and hands it on beside the request. Addresses
 * are what filters and handlers write down first.
 */
@Component
final class HiddenToken implements HttpHandlerDecoratorFactory {
    private static final Pattern ADDRESS = Pattern.compile("(/webhooks/runpod/)([A-Za-z0-9._-]+)");

    @Override
    public HttpHandler apply(HttpHandler next) {
        return (request, response) -> {
            var path = request.getURI().getRawPath();
            var address = ADDRESS.matcher(path == null ? "" : path);
            return address.matches()
                    ? next.handle(request.mutate().path(address.group(1) + "hidden").build(), response)
                            .contextWrite(context -> context.put(HiddenToken.class, address.group(2)))
                    : next.handle(request, response);
        };
    }

    /** The secret of the request that this is about; empty where there was none that could be one. */
    static Mono<String> token() {
        return Mono.deferContextual(context -> Mono.just(context.<String>getOrEmpty(HiddenToken.class).orElse("")));
    }
}
