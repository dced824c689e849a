package dev.lorikeet.storage.safetensors;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes JSON in all the ways in which one may write the same. */
final class JsonText {
    private static final List<String> SPACES = List.of(" ", "\t", "\n", "\r", "  \n");

    private final Random chance;

    JsonText(Random chance) {
        this.chance = chance;
    }

    String space() {
        return chance.nextInt(4) == 0 ? SPACES.get(chance.nextInt(SPACES.size())) : "";
    }

    String property(String name, String value) {
        return space() + text(name) + space() + ":" + space() + value + space();
    }

    String list(String open, List<String> items, String close) {
        return open + space()
                + items.stream().map(item -> space() + item + space()).collect(Collectors.joining(",")) + close;
    }

    String text(String text) {
        var written = new StringBuilder("\"");
        text.codePoints().forEach(point -> written.append(character(point)));
        return written.append('"').toString();
    }

    private String character(int point) {
        boolean mustEscape = point < ' ' || point == '"' || point == '\\';
        if (!mustEscape && chance.nextInt(12) > 0) {
            return Character.toString(point);
        }
        return switch (point) {
            case '"', '\\', '/' -> "\\" + Character.toString(point);
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> Character.toString(point).chars().mapToObj(this::escape).collect(Collectors.joining());
        };
    }

    private String escape(int unit) {
        return String.format(Locale.ROOT, chance.nextBoolean() ? "\\u%04x" : "\\u%04X", unit);
    }
}
