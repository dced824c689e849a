package dev.lorikeet.embedded.runpod.video;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** Letters of five by seven dots, because a server has no fonts. What is not among them is a box. */
final class PixelFont {
    private static final int COLUMNS = 5;
    private static final int ROWS = 7;
    private static final int RADIX = 32;
    private static final int INK = Color.WHITE.getRGB();
    private static final int SHADOW = new Color(0, 0, 0).getRGB();
    private static final String BOX = "vhhhhhv";

    /** A character and its rows from the top, each a digit to the base of 32 with a bit for a dot. */
    private static final Map<Character, String> GLYPHS = glyphs("""
            Aehhvhhh Buhhuhhu Cehggghe Duhhhhhu Evgguggv Fvgguggg Gehgnhhf Hhhhvhhh Ie44444e J72222ic Khikokih
            Lggggggv Mhrllhhh Nhhpljhh Oehhhhhe Puhhuggg Qehhhlid Ruhhukih Sfgge11u Tv444444 Uhhhhhhe Vhhhhha4
            Whhhllla Xhha4ahh Yhhha444 Zv1248gv a00e1fhf bggmphhu c00egghe d11djhhf e00ehvge f698s888 g0fhhf1e
            hggmphhh i40c444e j20622ic kggikoki lc44444e m00qllhh n00mphhh o00ehhhe p00uhugg q00djf11 r00mpggg
            s00ege1u t88s8896 u00hhhjd v00hhha4 w00hhlla x00ha4ah y00hhf1e z00v248v 0ehjlphe 14c4444e 2eh1248v
            3v2421he 426aiv22 5vgu11he 668guhhe 7v124888 8ehhehhe 9ehhf12c .00000cc ,0000c48 :0cc0cc0 ;0cc0c48
            -000v000 _000000v /01248g0 (2488842 )8422248 !4444404 ?eh12404 '4480000 "aa00000 +044v440 *04lel40
            =00v0v00 <248g842 >8421248 %op248j3 &cik8lid #aavavaa [e88888e ]e22222e |4444444""");

    private PixelFont() {}

    static int advance(int scale) {
        return (COLUMNS + 1) * scale;
    }

    static int lineHeight(int scale) {
        return (ROWS + 4) * scale;
    }

    /** Where the next line begins. Accents are left out. */
    static int write(BufferedImage image, String text, int x, int y, int scale) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        for (int at = 0; at < plain.length(); at++) {
            char letter = plain.charAt(at);
            if (letter != ' ') {
                var rows = GLYPHS.getOrDefault(letter, BOX);
                draw(image, rows, x + at * advance(scale) + 1, y + 1, scale, SHADOW);
                draw(image, rows, x + at * advance(scale), y, scale, INK);
            }
        }
        return y + lineHeight(scale);
    }

    private static void draw(BufferedImage image, String rows, int x, int y, int scale, int colour) {
        for (int dot = 0; dot < ROWS * scale * COLUMNS * scale; dot++) {
            int row = dot / (COLUMNS * scale);
            int column = dot % (COLUMNS * scale);
            int bits = Character.digit(rows.charAt(row / scale), RADIX);
            boolean set = (bits >> (COLUMNS - 1 - column / scale) & 1) == 1;
            if (set && x + column < image.getWidth() && y + row < image.getHeight()) {
                image.setRGB(x + column, y + row, colour);
            }
        }
    }

    private static Map<Character, String> glyphs(String table) {
        var glyphs = new HashMap<Character, String>();
        for (var glyph : table.strip().split("\\s+", -1)) {
            glyphs.put(glyph.charAt(0), glyph.substring(1));
        }
        return glyphs;
    }
}
