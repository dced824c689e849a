package dev.lorikeet.generation.runpod;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An answer of RunPod's, or of whatever stands before it.
 *
 * @param file the whole body if it is large; {@code body} then holds its beginning
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Reply(int status, boolean isJson, byte[] body, @Nullable Path file, @Nullable Duration retryAfter) {
    private static final int SERVER_ERRORS = 500;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int LONGEST_WAIT_SECONDS = 300;

    static Reply read(HttpResponse<InputStream> response, long inMemory, long largest) throws IOException {
        var isJson = response.headers()
                .firstValue("content-type")
                .map(type -> type.contains("json"))
                .orElse(true);
        try (var body = response.body()) {
            var beginning = body.readNBytes((int) inMemory + 1);
            var file = beginning.length > inMemory ? spill(beginning, body, largest) : null;
            return new Reply(response.statusCode(), isJson, beginning, file, retryAfter(response));
        }
    }

    private static Path spill(byte[] beginning, InputStream rest, long largest) throws IOException {
        var file = Files.createTempFile("runpod-" + ProcessHandle.current().pid() + "-", ".json");
        try (var all = new SequenceInputStream(new ByteArrayInputStream(beginning), rest);
                var out = Files.newOutputStream(file)) {
            long left = largest;
            var chunk = new byte[1 << 16];
            for (int read = all.read(chunk); read >= 0; read = all.read(chunk)) {
                left -= read;
                if (left < 0) {
                    throw BadReply.tooLarge(largest);
                }
                out.write(chunk, 0, read);
            }
            return file;
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("retry-after")
                .flatMap(Reply::seconds)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_SECONDS)))
                .orElse(null);
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** Nobody reads it any more. */
    void discard() {
        if (file != null) {
            new Output.OnDisk(file).discard();
        }
    }

    boolean isTooMany() {
        return status == TOO_MANY;
    }

    boolean isUnauthorized() {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** Whoever stands before RunPod answers in HTML, sometimes as if all were well. */
    boolean isFaultOfRunPod() {
        return status >= SERVER_ERRORS || (!isJson && status < BAD_REQUEST);
    }
}
