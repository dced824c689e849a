package dev.lorikeet.generation.callback;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the one word that counts of a body that may hold pictures and a whole video: what RunPod calls the job. Only the
 * beginning is kept, the rest is let go as it comes.
 */
final class CallbackBody {
    private static final int KEPT = 64 * 1024;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] beginning = new byte[KEPT];
    private int length;

    private CallbackBody() {}

    /** Empty text where there is none. */
    static Mono<String> remoteJob(Flux<DataBuffer> body) {
        return Mono.defer(() -> {
            var read = new CallbackBody();
            return body.doOnNext(read::take).then(Mono.fromCallable(read::id));
        });
    }

    private void take(DataBuffer chunk) {
        int count = Math.min(chunk.readableByteCount(), KEPT - length);
        chunk.read(beginning, length, count);
        length += count;
        DataBufferUtils.release(chunk);
    }

    private String id() {
        try (var parser = JSON.createParser(beginning, 0, length)) {
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
