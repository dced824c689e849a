package dev.lorikeet.storage.adapter;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Pictures of one colour, and their data URIs. */
final class Pictures {
    private static final Color GREEN = new Color(20, 160, 40);

    private Pictures() {}

    static byte[] png(int width, int height) {
        return encoded(drawn(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    static byte[] jpeg(int width, int height) {
        return encoded(drawn(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    private static BufferedImage drawn(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var graphics = image.createGraphics();
        graphics.setColor(GREEN);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) {
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lossy and grey, which is what zeros mean. */
    static byte[] webp(int width, int height) {
        return riff(chunk("VP8 ", vp8(width, height)));
    }

    /** Lossless, where a picture of one colour takes the same few bytes in every size. */
    static byte[] losslessWebp(int width, int height) {
        return riff(chunk("VP8L", vp8l(width, height)));
    }

    /** Names one size for the whole and holds a picture of another. */
    static byte[] webpWithin(int canvas, int picture) {
        var frame = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .put(4, (byte) (canvas - 1))
                .put(5, (byte) ((canvas - 1) >> 8))
                .put(7, (byte) (canvas - 1))
                .put(8, (byte) ((canvas - 1) >> 8))
                .array();
        return riff(chunk("VP8X", frame), chunk("VP8 ", vp8(picture, picture)));
    }

    private static byte[] vp8(int width, int height) {
        int first = 1000;
        return ByteBuffer.allocate(10 + 2 * first)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x10 | first << 5 | 0x9D << 24)
                .putShort((short) 0x2A01)
                .putShort((short) width)
                .putShort((short) height)
                .array();
    }

    private static byte[] vp8l(int width, int height) {
        var bits = new Bits();
        bits.put(0x2F, 8).put(width - 1, 14).put(height - 1, 14).put(0, 1).put(0, 3);
        bits.put(0, 3);
        for (int value : new int[]{GREEN.getGreen(), GREEN.getRed(), GREEN.getBlue(), 255}) {
            bits.put(1, 1).put(0, 1).put(1, 1).put(value, 8);
        }
        bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1);
        return bits.bytes();
    }

    static byte[] riff(byte[]... chunks) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(US_ASCII));
        for (var chunk : chunks) {
            body.writeBytes(chunk);
        }
        return chunk("RIFF", body.toByteArray());
    }

    static byte[] chunk(String kind, byte[] body) {
        return ByteBuffer.allocate(8 + body.length + body.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(kind.getBytes(US_ASCII))
                .putInt(body.length)
                .put(body)
                .array();
    }

    static String uri(String type, byte[] picture) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(picture);
    }

    static BufferedImage decoded(Thumbnail thumbnail) {
        try {
            return ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lowest bit first. */
    private static final class Bits {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int pending;
        private int count;

        Bits put(int value, int bits) {
            for (int bit = 0; bit < bits; bit++) {
                pending |= ((value >> bit) & 1) << count++;
                if (count == 8) {
                    bytes.write(pending);
                    pending = 0;
                    count = 0;
                }
            }
            return this;
        }

        byte[] bytes() {
            bytes.write(pending);
            bytes.write(0);
            return bytes.toByteArray();
        }
    }
}
