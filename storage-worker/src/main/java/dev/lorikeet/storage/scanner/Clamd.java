package dev.lorikeet.storage.scanner;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.regex.Pattern;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ObjectStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Sends a whole object to clamd (its command INSTREAM) and hears what it thinks of it. */
@Component
public class Clamd {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(US_ASCII);
    /** A chunk of no length ends the stream. */
    private static final byte[] END = new byte[Integer.BYTES];
    private static final Pattern FOUND = Pattern.compile("stream: ([ -~]{1,200}) FOUND");
    private static final String CLEAN = "stream: OK";

    private final ObjectStore objects;
    private final ClamdSettings settings;

    public Clamd(ObjectStore objects, ClamdSettings settings) {
        this.objects = objects;
        this.settings = settings;
    }

    /** What was found; empty if nothing was, or if nobody is asked. */
    public Mono<String> scan(StoredObject object) {
        var host = settings.host();
        return host == null || skips(object) ? Mono.empty() : asked(host, object).flatMap(Clamd::read);
    }

    /** Whether a scanner is there, and this is too much for it. */
    public boolean skips(StoredObject object) {
        return settings.host() != null && object.size() > settings.largest().toBytes();
    }

    private Mono<String> asked(String host, StoredObject object) {
        return TcpClient.create(ConnectionProvider.newConnection())
                .host(host)
                .port(settings.port())
                .connect()
                .flatMap(clamd -> {
                    // clamd may answer before it has read everything, and then hears no more.
                    var sent = clamd.outbound()
                            .send(stream(object), _ -> true)
                            .then()
                            .onErrorResume(failure -> !(failure instanceof Unavailable), _ -> Mono.empty());
                    var answer = clamd.inbound().receive().asString(US_ASCII).collectList();
                    return Mono.zip(answer, sent.thenReturn(true), (parts, _) -> parts)
                            .map(parts -> String.join("", parts).replace("\0", "").strip())
                            .doFinally(_ -> clamd.dispose());
                })
                .timeout(settings.time())
                .onErrorMap(failure -> failure instanceof Unavailable
                        ? failure
                        : new Unavailable("clamd cannot be asked", failure));
    }

    private Flux<ByteBuf> stream(StoredObject object) {
        int chunk = Math.toIntExact(settings.chunk().toBytes());
        int chunks = Math.toIntExact(Math.ceilDiv(object.size(), chunk));
        var bytes = Flux.range(0, chunks)
                .concatMap(number -> objects.read(object, (long) number * chunk, chunk)
                        .switchIfEmpty(Mono.error(() -> new Unavailable("the object is not there any more", SOON))), 1)
                .map(read -> Unpooled.wrappedBuffer(length(read.length), read));
        return Flux.concat(Mono.just(Unpooled.wrappedBuffer(COMMAND)), bytes, Mono.just(Unpooled.wrappedBuffer(END)));
    }

    private static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array();
    }

    /** Anything but these two answers is a fault of the scanner, and no verdict on the file. */
    private static Mono<String> read(String answer) {
        var found = FOUND.matcher(answer);
        if (found.matches()) {
            return Mono.just(found.group(1));
        }
        return answer.equals(CLEAN)
                ? Mono.empty()
                : Mono.error(new Unavailable("clamd did not judge the file: " + answer.lines()
                        .findFirst()
                        .orElse(
                                "it said nothing"),
                        SOON));
    }
}
