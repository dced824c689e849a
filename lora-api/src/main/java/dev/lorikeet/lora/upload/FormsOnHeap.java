package dev.lorikeet.lora.upload;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Copies the bytes of a form as they come in to where nobody has to let go of them: the parser of forms drops the buffers
 * it holds when a form is refused half way, and those of the network would be lost with it.
 */
@Component
final class FormsOnHeap implements WebFilter {
    private static final String FORM = MediaType.MULTIPART_FORM_DATA_VALUE;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        return isForm(request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE))
                ? chain.filter(exchange.mutate().request(new ServerHttpRequestDecorator(request) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return super.getBody().map(FormsOnHeap::copied);
                    }
                }).build())
                : chain.filter(exchange);
    }

    /** By its beginning, because what is wrong with the rest is for somebody else to say. */
    private static boolean isForm(@Nullable String type) {
        return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private static DataBuffer copied(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }
}
