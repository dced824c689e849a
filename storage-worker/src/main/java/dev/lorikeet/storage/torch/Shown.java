package dev.lorikeet.storage.torch;

import java.util.Locale;
import java.util.stream.Collectors;

/** Words and sizes of a file inside a sentence of ours: never many, and nothing that a terminal would obey. */
final class Shown {
    private static final int MOST = 80;

    private Shown() {}

    static String text(String text) {
        var start = text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…";
        return start.codePoints().mapToObj(Shown::plain).collect(Collectors.joining());
    }

    private static String plain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                "�";
            default -> Character.toString(codePoint);
        };
    }

    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        if (bytes < 1_000_000) {
            return rounded(bytes / 1e3) + " kB";
        }
        return bytes < 1_000_000_000 ? rounded(bytes / 1e6) + " MB" : rounded(bytes / 1e9) + " GB";
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
