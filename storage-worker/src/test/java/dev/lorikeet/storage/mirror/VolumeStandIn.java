package dev.lorikeet.storage.mirror;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.event.ObjectKey;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * RunPod's S3 API of a network volume as it has been seen to behave: an honest store, and in front of it somebody who
 * knows only a part of the protocol, takes only so much at once, and now and then refuses, hides or forgets to answer.
 */
public final class VolumeStandIn implements AutoCloseable {
    public static final S3Credentials CREDENTIALS = new S3Credentials("user_test", "rps_secret-of-a-test");
    private static final String DENIED = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";

    private final EmbeddedS3 store;
    private final DisposableServer server;
    private final Path directory;
    private final HttpClient client = HttpClient.create();
    private final int limit;
    private final List<Habit> next = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Each strikes once, at the first request that it fits. */
    public enum Habit {
        BAD_GATEWAY,
        DENIED,
        /** A file is put together, and the answer is that this took too long. */
        COMPLETE_TIMES_OUT,
        /** A file that is there is not to be seen. */
        HIDDEN
    }

    private VolumeStandIn(Path directory, EmbeddedS3 store, int limit) {
        this.directory = directory.resolve(store.bucket());
        this.store = store;
        this.limit = limit;
        this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();
    }

    /**
     * An empty volume.
     *
     * @param limit bytes that it takes with one request
     */
    public static VolumeStandIn start(Path directory, String volume, int limit) {
        return new VolumeStandIn(directory,
                EmbeddedS3.start(directory, 0, new S3Settings(CREDENTIALS, volume, List.of())), limit);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public void misbehave(Habit... habits) {
        next.addAll(Arrays.asList(habits));
    }

    /** Which of them are still to come. */
    public List<Habit> toCome() {
        return List.copyOf(next);
    }

    /** What a worker finds where the volume is mounted. */
    public Optional<byte[]> bytes(ObjectKey path) {
        try {
            var file = directory.resolve(path.value());
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Method and path of every request. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        heard.add(request.method() + " " + request.uri());
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> refusal(request, body)
                        .map(refused -> send(response, refused))
                        .orElseGet(() -> forward(request, response, body)));
    }

    private record Refused(int status, String text) {}

    private Optional<Refused> refusal(HttpServerRequest request, byte[] body) {
        var uri = request.uri();
        if (uri.contains("X-Amz-Signature")) {
            return Optional.of(new Refused(403, DENIED));
        }
        if (uri.contains("?delete")) {
            return Optional.of(new Refused(501, "<Error><Code>NotImplemented</Code></Error>"));
        }
        if (body.length > limit) {
            return Optional.of(new Refused(413, "<Error><Code>EntityTooLarge</Code></Error>"));
        }
        if (next.remove(Habit.BAD_GATEWAY)) {
            return Optional.of(new Refused(502, "<html>502 Bad Gateway</html>"));
        }
        if (next.remove(Habit.DENIED)) {
            return Optional.of(new Refused(403, request.method().equals(HttpMethod.HEAD) ? "" : DENIED));
        }
        boolean ofAFile = request.method().equals(HttpMethod.HEAD) && uri.contains(".safetensors");
        return ofAFile && next.remove(Habit.HIDDEN) ? Optional.of(new Refused(404, "")) : Optional.empty();
    }

    private Mono<Void> forward(HttpServerRequest request, HttpServerResponse response, byte[] body) {
        boolean forgets = request.method().equals(HttpMethod.POST) && request.uri().contains("uploadId=")
                && next.remove(Habit.COMPLETE_TIMES_OUT);
        return client.headers(headers -> copied(request.requestHeaders(), headers, body))
                .request(request.method())
                .uri(store.endpoint() + request.uri())
                .send(ByteBufMono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseSingle((answered, bytes) -> bytes.asByteArray().defaultIfEmpty(new byte[0]).flatMap(text -> {
                    if (forgets) {
                        return send(response, new Refused(524, "<html>524 A timeout occurred</html>"));
                    }
                    response.status(answered.status());
                    answered.responseHeaders().forEach(header -> response.header(header.getKey(), header.getValue()));
                    return request.method().equals(HttpMethod.HEAD)
                            ? response.send().then()
                            : response.sendByteArray(Mono.just(text)).then();
                }));
    }

    /** The host is signed, so it stays what the caller took this for. */
    private static void copied(HttpHeaders from, HttpHeaders to, byte[] body) {
        to.set(from);
        to.remove(HttpHeaderNames.EXPECT);
        to.remove(HttpHeaderNames.TRANSFER_ENCODING);
        to.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }

    private static Mono<Void> send(HttpServerResponse response, Refused refused) {
        return refused.text().isEmpty()
                ? response.status(refused.status()).send().then()
                : response.status(refused.status()).sendString(Mono.just(refused.text())).then();
    }

    @Override
    public void close() {
        server.disposeNow();
        store.close();
    }
}
