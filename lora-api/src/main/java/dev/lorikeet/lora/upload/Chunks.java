package dev.lorikeet.lora.upload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into chunks of one size, of which the last may be smaller. For one stream, on one thread. */
final class Chunks {
    private final int size;
    private @Nullable ByteBuffer filling;
    private long total;

    Chunks(int size) {
        this.size = size;
    }

    /** The chunks that became full with these bytes. */
    List<ByteBuffer> add(ByteBuffer bytes) {
        total += bytes.remaining();
        var full = new ArrayList<ByteBuffer>();
        while (bytes.hasRemaining()) {
            var chunk = filling == null ? ByteBuffer.allocate(size) : filling;
            int length = Math.min(chunk.remaining(), bytes.remaining());
            chunk.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            filling = chunk.hasRemaining() ? chunk : null;
            if (!chunk.hasRemaining()) {
                full.add(chunk.flip());
            }
        }
        return full;
    }

    /** What is left when the stream has ended. */
    Optional<ByteBuffer> rest() {
        return Optional.ofNullable(filling).map(ByteBuffer::flip);
    }

    long total() {
        return total;
    }
}
