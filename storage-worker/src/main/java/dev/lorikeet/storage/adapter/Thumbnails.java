package dev.lorikeet.storage.adapter;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Takes the picture out of the metadata and draws it anew. Whatever is wrong with it, there is no picture then; a LoRA
 * is never refused for it.
 */
final class Thumbnails {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_CHARACTERS = MOST_BYTES / 3 * 4 + 100;
    private static final int MOST_PIXELS = 1024;
    private static final int MOST_PIXELS_KEPT = 512;
    /** Each is another pass over all pixels, however few bytes it has. Encoders make about ten. */
    private static final int MOST_SCANS = 32;
    private static final Pattern DATA_URI = Pattern.compile("data:(image/(?:png|jpeg|webp));base64,");

    private Thumbnails() {}

    static Optional<Thumbnail> of(Map<String, String> metadata) {
        return Stream.of("modelspec.thumbnail", "modelspec.preview_image", "thumbnail")
                .flatMap(key -> Optional.ofNullable(metadata.get(key)).stream())
                .map(Thumbnails::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<Thumbnail> of(String uri) {
        var head = DATA_URI.matcher(uri);
        if (uri.length() > MOST_CHARACTERS || !head.lookingAt()) {
            return Optional.empty();
        }
        try {
            var picture = Base64.getDecoder().decode(uri.substring(head.end()));
            return PictureFormat.of(head.group(1)).flatMap(format -> redrawn(format, picture));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<Thumbnail> redrawn(PictureFormat format, byte[] picture) {
        if (picture.length > MOST_BYTES || !format.begins(picture)) {
            return Optional.empty();
        }
        try {
            var harmless = harmless(format, picture);
            return harmless.isEmpty()
                    ? Optional.empty()
                    : decoded(format, harmless.get()).map(Thumbnails::small).flatMap(Thumbnails::encoded);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            // Decoders throw all sorts of things at broken pictures, and a machine may lack the native ones.
            return Optional.empty();
        }
    }

    /** Without what would keep its decoder busy for long. */
    private static Optional<byte[]> harmless(PictureFormat format, byte[] picture) {
        return switch (format) {
            case PNG -> Optional.of(picture);
            case JPEG -> Optional.of(picture).filter(jpeg -> scans(jpeg) <= MOST_SCANS);
            case WEBP -> WebpFrame.alone(picture, MOST_PIXELS);
        };
    }

    private static Optional<BufferedImage> decoded(PictureFormat format, byte[] picture) throws IOException {
        ImageReader reader = format.reader();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            boolean small = width >= 1 && width <= MOST_PIXELS && height >= 1 && height <= MOST_PIXELS;
            return small ? Optional.of(reader.read(0)) : Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage small(BufferedImage image) {
        double scale = Math.min(1, (double) MOST_PIXELS_KEPT / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) (image.getWidth() * scale));
        int height = Math.max(1, (int) (image.getHeight() * scale));
        boolean alpha = image.getColorModel().hasAlpha();
        var small = new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private static Optional<Thumbnail> encoded(BufferedImage image) {
        boolean alpha = image.getColorModel().hasAlpha();
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, alpha ? "png" : "jpeg", output)) {
                return Optional.empty();
            }
            output.flush();
        } catch (IOException unwritable) {
            return Optional.empty();
        }
        return Optional.of(new Thumbnail(alpha ? "image/png" : "image/jpeg", bytes.toByteArray()));
    }

    private static int scans(byte[] jpeg) {
        int scans = 0;
        for (int at = 0; at + 1 < jpeg.length; at++) {
            scans += jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xDA ? 1 : 0;
        }
        return scans;
    }
}
