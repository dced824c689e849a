package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a pickle, read one after the other. Those of an old stream end somewhere in the file, so more is asked
 * for only when it is needed.
 */
final class PickleBytes {
    private static final int GROWTH = 4;

    private ByteBuffer window;
    private final @Nullable Excerpt file;
    private final int end;
    private final Unfit shortage;

    private PickleBytes(ByteBuffer window, @Nullable Excerpt file, int end, Unfit shortage) {
        this.window = window;
        this.file = file;
        this.end = end;
        this.shortage = shortage;
    }

    static PickleBytes of(ByteBuffer pickle) {
        return new PickleBytes(pickle.slice().order(ByteOrder.LITTLE_ENDIAN), null, pickle.remaining(), new Unfit(
                FileFault.PICKLE_OPCODE, "The pickle in this .ckpt file breaks off in the middle."));
    }

    static PickleBytes of(Excerpt file, TorchLimits limits) {
        var most = limits.pickle().size();
        var shortage = file.size() > most.toBytes()
                ? new Unfit(FileFault.PICKLE_LIMIT, "The pickles in this .ckpt file take more than the "
                        + Shown.bytes(most.toBytes()) + " that are read at most.")
                : new Unfit(FileFault.TRUNCATED, "This .ckpt file is cut short: its pickles break off in the middle.");
        return new PickleBytes(file.at(0, limits.headBytes(file.size())), file,
                (int) Math.min(most.toBytes(), file.size()), shortage);
    }

    int position() {
        return window.position();
    }

    boolean isAtEnd() {
        return !window.hasRemaining();
    }

    /** What has been read anyway, to its end. */
    ByteBuffer window() {
        return window;
    }

    private ByteBuffer need(int length) {
        while (window.remaining() < length) {
            if (file == null || window.limit() >= end) {
                throw shortage;
            }
            int position = window.position();
            window = file.at(0, (int) Math.min((long) window.limit() * GROWTH, end));
            window.position(position);
        }
        return window;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(need(1).get());
    }

    int unsignedShort() {
        return Short.toUnsignedInt(need(Short.BYTES).getShort());
    }

    int signedInt() {
        return need(Integer.BYTES).getInt();
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(signedInt());
    }

    void skip(int length) {
        need(length).position(position() + length);
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        need(length).get(bytes);
        return bytes;
    }

    /** Up to the end of the line, in one byte per character, so that nothing can look like something else. */
    String line(int most) {
        var line = new StringBuilder();
        for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
            if (line.length() == most) {
                throw new Unfit(FileFault.PICKLE_LIMIT, "The pickle in this .ckpt file holds a name of more than "
                        + most + " characters.");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    String text(int length) {
        var bytes = bytes(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new Unfit(FileFault.INVALID_UTF8,
                    "The pickle in this .ckpt file holds a text that is not valid UTF-8, before byte " + position()
                            + ".");
        }
    }
}
