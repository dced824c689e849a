package dev.lorikeet.storage.adapter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The one frame of a still WebP picture, without all that may be around it. The whole may name a small size and its
 * frame a huge one, and the decoder reads whatever profiles and notes it finds, so it is given nothing but the frame. Of lossless
 * ones it makes tables that a few bytes can blow up to hundreds of megabytes, so there is no picture then.
 */
final class WebpFrame {
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;
    private static final int VP8 = 0x20385056;
    private static final int VP8L = 0x4C385056;
    private static final int ANIMATION = 0x4D494E41;
    private static final int FORM_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int SMALLEST = 10;
    /** No encoding takes more. The decoder is slow, not wrong, where data ends before the picture does. */
    private static final int MOST_BYTES_OF_A_PIXEL = 8;

    private WebpFrame() {}

    /** Empty where there is not just one lossy frame, or where it is larger than this on a side. */
    static Optional<byte[]> alone(byte[] picture, int mostPixels) {
        var bytes = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        Optional<byte[]> frame = Optional.empty();
        int at = FORM_HEADER;
        while (at + CHUNK_HEADER <= picture.length) {
            int kind = bytes.getInt(at);
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            boolean refused = kind == ANIMATION || kind == VP8L || (kind == VP8 && frame.isPresent());
            if (length > picture.length - at - CHUNK_HEADER || refused) {
                return Optional.empty();
            }
            if (kind == VP8) {
                frame = rebuilt(bytes.slice(at + CHUNK_HEADER, (int) length), mostPixels);
            }
            at = Math.toIntExact(at + CHUNK_HEADER + length + length % 2);
        }
        return frame;
    }

    private static Optional<byte[]> rebuilt(ByteBuffer body, int mostPixels) {
        if (body.remaining() < SMALLEST) {
            return Optional.empty();
        }
        body.order(ByteOrder.LITTLE_ENDIAN);
        int width = body.getShort(6) & 0x3FFF;
        int height = body.getShort(8) & 0x3FFF;
        if (width > mostPixels || height > mostPixels) {
            return Optional.empty();
        }
        int length = body.remaining() + body.remaining() % 2 + width * height * MOST_BYTES_OF_A_PIXEL;
        return Optional.of(ByteBuffer.allocate(FORM_HEADER + CHUNK_HEADER + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF)
                .putInt(4 + CHUNK_HEADER + length)
                .putInt(WEBP)
                .putInt(VP8)
                .putInt(length)
                .put(body)
                .array());
    }
}
