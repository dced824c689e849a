package dev.lorikeet.storage.adapter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The sizes that a WebP picture names, of which it has one for the whole and one for each frame. The decoder believes
 * the second while its caller sees the first, so all of them have to be looked at.
 */
final class WebpFrames {
    private static final int VP8 = 0x20385056;
    private static final int VP8L = 0x4C385056;
    private static final int VP8X = 0x58385056;
    private static final int ANIMATION = 0x4D494E41;
    private static final int FRAME = 0x464D4E41;
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    private WebpFrames() {}

    /** Whether it is one still picture, and nothing in it is larger than this on a side. */
    static boolean fit(byte[] picture, int mostPixels) {
        var bytes = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        int frames = 0;
        int at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= picture.length) {
            int kind = bytes.getInt(at);
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            int body = at + CHUNK_HEADER;
            if (length > picture.length - body || kind == ANIMATION || kind == FRAME
                    || !fits(bytes, kind, body, length, mostPixels)) {
                return false;
            }
            frames += kind == VP8 || kind == VP8L ? 1 : 0;
            at = Math.toIntExact(body + length + (length & 1));
        }
        return frames == 1;
    }

    private static boolean fits(ByteBuffer bytes, int kind, int body, long length, int most) {
        return switch (kind) {
            case VP8 -> length >= 10 && (bytes.getShort(body + 6) & 0x3FFF) <= most
                    && (bytes.getShort(body + 8) & 0x3FFF) <= most;
            case VP8L -> length >= 5 && (bytes.getInt(body + 1) & 0x3FFF) + 1 <= most
                    && ((bytes.getInt(body + 1) >>> 14) & 0x3FFF) + 1 <= most;
            case VP8X -> length >= 10 && (bytes.getInt(body + 4) & 0xFFFFFF) + 1 <= most
                    && (bytes.getInt(body + 6) >>> 8) + 1 <= most;
            default -> true;
        };
    }
}
