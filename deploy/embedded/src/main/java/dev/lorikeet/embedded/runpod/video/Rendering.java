package dev.lorikeet.embedded.runpod.video;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntConsumer;

import javax.imageio.ImageIO;

/**
 * Draws a scene: always the same for the same scene, on every machine, because it brings its own letters.
 *
 * @param width a multiple of 16, as H.264 likes it
 */
public record Rendering(int width, int height, int frames, int framesPerSecond) {
    /** Three seconds that are drawn and encoded in less than one. */
    public static final Rendering USUAL = new Rendering(480, 272, 48, 16);

    /** An MP4 with H.264. {@code progress} gets the number of each frame that is done. */
    public byte[] video(Scene scene, IntConsumer progress) throws IOException {
        var painter = new Painter(scene, width, height);
        var encoder = new Mp4(width, height, framesPerSecond);
        for (int frame = 0; frame < frames; frame++) {
            encoder.add(painter.frame(frame, frames));
            progress.accept(frame + 1);
        }
        return encoder.finish();
    }

    /** A PNG. */
    public byte[] picture(Scene scene) throws IOException {
        var png = new ByteArrayOutputStream();
        BufferedImage drawn = new Painter(scene, width, height).frame(0, 1);
        // Not ImageIO's own cache in a file, which nobody would clean up after a kill.
        ImageIO.setUseCache(false);
        ImageIO.write(drawn, "png", png);
        return png.toByteArray();
    }
}
