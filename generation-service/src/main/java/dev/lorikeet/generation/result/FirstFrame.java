package dev.lorikeet.generation.result;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;
import org.jcodec.scale.ColorUtil;
import org.jspecify.annotations.Nullable;

/** A small picture of a video, where its format can be read without a programme of its own. */
final class FirstFrame {
    private static final int WIDEST = 480;
    private static final int MOST_PIXELS = 16_000_000;
    private static final int ZERO = 128;

    private FirstFrame() {}

    /** As JPEG; empty where there is no telling. */
    static Optional<byte[]> of(Path file, MediaType type) throws IOException, JCodecException {
        var frame = switch (type) {
            case MP4 -> ofVideo(file);
            case PNG, JPEG, GIF -> ofPicture(file);
            case WEBM, WEBP -> null;
        };
        return frame == null ? Optional.empty() : Optional.of(jpeg(frame));
    }

    private static @Nullable BufferedImage ofPicture(Path file) throws IOException {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            var reader = readers.next();
            try {
                reader.setInput(in);
                return isSmall(reader.getWidth(0), reader.getHeight(0)) ? reader.read(0) : null;
            } finally {
                reader.dispose();
            }
        }
    }

    /** A few bytes can claim any size, and it is paid for as soon as they are unpacked. */
    private static boolean isSmall(int width, int height) {
        return width > 0 && height > 0 && (long) width * height <= MOST_PIXELS;
    }

    private static @Nullable BufferedImage ofVideo(Path file) throws IOException, JCodecException {
        try (var channel = NIOUtils.readableChannel(file.toFile())) {
            var grab = FrameGrab.createFrameGrab(channel);
            var size = grab.getMediaInfo().getDim();
            var picture = isSmall(size.getWidth(), size.getHeight()) ? grab.getNativeFrame() : null;
            return picture == null ? null : image(picture);
        }
    }

    /** Picture's numbers are signed, with black at -128. */
    private static BufferedImage image(Picture frame) {
        var colours = Picture.create(frame.getWidth(), frame.getHeight(), ColorSpace.RGB);
        ColorUtil.getTransform(frame.getColor(), ColorSpace.RGB).transform(frame, colours);
        var data = colours.getPlaneData(0);
        int width = frame.getCroppedWidth();
        int height = frame.getCroppedHeight();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * frame.getWidth() + x) * 3;
                image.setRGB(x, y, (data[at] + ZERO) << 16 | (data[at + 1] + ZERO) << 8 | (data[at + 2] + ZERO));
            }
        }
        return image;
    }

    private static byte[] jpeg(BufferedImage frame) throws IOException {
        int width = Math.min(WIDEST, frame.getWidth());
        int height = Math.max(1, frame.getHeight() * width / frame.getWidth());
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = small.createGraphics();
        graphics.drawImage(frame.getScaledInstance(width, height, Image.SCALE_SMOOTH), 0, 0, null);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "jpg", bytes);
        return bytes.toByteArray();
    }
}
