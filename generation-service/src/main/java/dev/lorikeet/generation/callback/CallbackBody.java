package dev.lorikeet.generation.callback;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the one word that counts of a body that may hold pictures and a whole video: what RunPod calls the job. Only the
 * beginning is kept, the rest is let go as it comes.
 */
final class CallbackBody {
    private static final int KEPT = 64 * 1024;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private long read;

    private CallbackBody() {}

    /** Empty text where there is none. */
    static Mono<String> remoteJob(Flux<DataBuffer> body, CallbackLimits limits) {
        return Mono.defer(() -> {
            var taken = new CallbackBody();
            return body.doOnNext(taken::take)
                    .takeUntil(_ -> taken.read >= limits.largest().toBytes())
                    .take(limits.time())
                    .then(Mono.fromCallable(taken::id));
        });
    }

    private void take(DataBuffer chunk) {
        read += chunk.readableByteCount();
        var part = new byte[Math.min(chunk.readableByteCount(), KEPT - beginning.size())];
        chunk.read(part);
        beginning.writeBytes(part);
        DataBufferUtils.release(chunk);
    }

    private String id() {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), beginning.toByteArray())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if ("id".equals(name)) {
                    return word(value == JsonToken.VALUE_STRING ? parser.getString() : null);
                }
                parser.skipChildren();
            }
            return "";
        } catch (JacksonException cutOrNonsense) {
            return "";
        }
    }

    private static String word(@Nullable String text) {
        return text != null && WORD.matcher(text).matches() ? text : "";
    }
}
