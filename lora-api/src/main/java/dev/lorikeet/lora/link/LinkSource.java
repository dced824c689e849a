package dev.lorikeet.lora.link;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;

import dev.lorikeet.http.OpenWeb;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Asks servers of the {@link OpenWeb} for files, some bytes at a time. A name is looked up before each request, and what
 * the connection is then made to is looked at once more, because a name may lead elsewhere the next moment. Nothing is
 * sent that would tell who asks, and nothing is kept of an answer but its head and the bytes of the file.
 */
final class LinkSource {
    private static final int MOST_REDIRECTS = 5;
    private static final int CONNECT_MILLIS = 10_000;

    private final ImportLimits limits;
    private final HttpClient trusted;
    private final HttpClient open;

    LinkSource(HttpClient http, ImportLimits limits) {
        this.limits = limits;
        this.trusted = http.followRedirect(false)
                .responseTimeout(limits.answerTime())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "Lorikeet")
                        .set(HttpHeaderNames.ACCEPT_ENCODING, "identity"));
        this.open = trusted.resolvedAddressesSelector((_, found) -> found.stream().filter(LinkSource::isOpen).toList());
    }

    /** A file, and where it was found in the end. */
    record Found(LinkAddress at, LinkedFile file) {}

    Mono<Found> look(LinkAddress address) {
        return look(address, address.lastName(), MOST_REDIRECTS)
                .timeout(limits.answerTime().multipliedBy(2))
                .onErrorMap(LinkSource::plain);
    }

    private Mono<Found> look(LinkAddress address, String name, int redirects) {
        return ask(address, 0, 0, null, (answer, _) -> Mono.just(answer)).flatMap(answer -> {
            if (!answer.isElsewhere()) {
                return Mono.just(new Found(address, answer.file(name)));
            }
            return redirects == 0
                    ? Mono.error(new LinkFailure(LinkFault.TOO_FAR))
                    : look(address.led(answer.header().apply("Location"), limits.trustedHosts()), name, redirects - 1);
        });
    }

    /** These bytes of the file that was found, and of no other. */
    Mono<ByteBuffer> read(Found found, long from, int length) {
        return ask(found.at(), from, from + length - 1, found.file().validator(), (answer, body) -> {
            answer.demandPiece(found.file(), from, length);
            return whole(body, length);
        })
                .timeout(limits.partTime())
                .onErrorMap(LinkSource::plain);
    }

    private static Mono<ByteBuffer> whole(Flux<ByteBuf> body, int length) {
        return body.reduceWith(() -> ByteBuffer.allocate(length), (bytes, some) -> {
            if (some.readableBytes() > bytes.remaining()) {
                throw new LinkFailure(LinkFault.CHANGED);
            }
            return bytes.put(some.nioBuffer());
        }).map(bytes -> {
            if (bytes.hasRemaining()) {
                throw new LinkFailure(LinkFault.AWAY);
            }
            return bytes.flip();
        });
    }

    private <T> Mono<T> ask(LinkAddress address, long from, long to, @Nullable String validator,
            BiFunction<SourceAnswer, ByteBufFlux, Mono<T>> reading) {
        return client(address).flatMap(client -> client.headers(headers -> {
            headers.set(HttpHeaderNames.RANGE, "bytes=" + from + "-" + to);
            if (validator != null) {
                headers.set(HttpHeaderNames.IF_RANGE, validator);
            }
        }).get().uri(address.uri()).response((response, body) -> read(response, body, reading)).next());
    }

    private static <T> Publisher<T> read(HttpClientResponse response, ByteBufFlux body,
            BiFunction<SourceAnswer, ByteBufFlux, Mono<T>> reading) {
        var headers = response.responseHeaders();
        return Mono.defer(() -> reading.apply(new SourceAnswer(response.status().code(), headers::get), body));
    }

    private Mono<HttpClient> client(LinkAddress address) {
        if (limits.trustedHosts().contains(address.host())) {
            return Mono.just(trusted);
        }
        return Mono.fromCallable(() -> OpenWeb.has(address.host()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(isOpen -> isOpen ? Mono.just(open) : Mono.error(new LinkFailure(LinkFault.NOT_OPEN)));
    }

    private static boolean isOpen(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                && OpenWeb.has(inet.getAddress());
    }

    /** Whatever else goes wrong on the way is nobody's fault that we could name. */
    private static Throwable plain(Throwable failure) {
        return failure instanceof LinkFailure ? failure : new LinkFailure(LinkFault.AWAY);
    }
}
