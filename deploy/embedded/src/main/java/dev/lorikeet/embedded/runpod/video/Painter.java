package dev.lorikeet.embedded.runpod.video;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One scene, frame by frame: a sun on its way over a sky whose colours come from the seed, and the order written on it. */
final class Painter {
    private static final int MARGIN = 16;
    private static final int PROMPT_LINES = 5;

    private final Scene scene;
    private final int width;
    private final int height;
    private final Color sky;
    private final Color ground;
    private final Color sun;
    private final double wave;

    Painter(Scene scene, int width, int height) {
        this.scene = scene;
        this.width = width;
        this.height = height;
        var chance = new SplittableRandom(scene.seed());
        float hue = (float) chance.nextDouble();
        this.sky = Color.getHSBColor(hue, 0.55f, 0.35f);
        this.ground = Color.getHSBColor(hue + 0.08f, 0.6f, 0.2f);
        this.sun = Color.getHSBColor(hue + 0.45f, 0.6f, 0.95f);
        this.wave = chance.nextDouble(Math.TAU);
    }

    BufferedImage frame(int number, int frames) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        landscape(graphics, (double) number / frames);
        graphics.dispose();
        words(image);
        return image;
    }

    private void landscape(Graphics2D graphics, double time) {
        graphics.setColor(sky);
        graphics.fillRect(0, 0, width, height);
        int radius = height / 7;
        int x = (int) (time * (width + 2 * radius)) - radius;
        int y = (int) (height * (0.55 - 0.35 * Math.sin(Math.PI * time)));
        graphics.setColor(sun);
        graphics.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
        graphics.setColor(ground);
        for (int column = 0; column < width; column++) {
            int hill = (int) (height * (0.72 + 0.06 * Math.sin(wave + column * Math.TAU / width + time * Math.TAU)));
            graphics.fillRect(column, hill, 1, height - hill);
        }
        graphics.setColor(sun);
        graphics.fillRect(0, height - 4, (int) (width * time), 4);
    }

    private void words(BufferedImage image) {
        int most = (width - 2 * MARGIN) / PixelFont.advance(1);
        int y = MARGIN;
        y = PixelFont.write(image, clip(scene.model(), most / 2), MARGIN, y, 2);
        for (var line : wrapped(scene.prompt(), most)) {
            y = PixelFont.write(image, line, MARGIN, y, 1);
        }
        y = height - MARGIN - (scene.loras().size() + 1) * PixelFont.lineHeight(1);
        for (var lora : scene.loras()) {
            y = PixelFont.write(image, clip(lora, most), MARGIN, y, 1);
        }
        PixelFont.write(image, "seed " + scene.seed(), MARGIN, y, 1);
    }

    private static List<String> wrapped(String text, int most) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines.stream().limit(PROMPT_LINES).map(one -> clip(one, most)).toList();
    }

    private static String clip(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 3)) + "...";
    }
}
