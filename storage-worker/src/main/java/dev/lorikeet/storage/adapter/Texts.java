package dev.lorikeet.storage.adapter;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Makes words of strangers fit to be stored and shown as text. Markup stays what it is: text. */
final class Texts {
    private static final int LONGEST_QUOTE = 80;
    /** How Python writes that there is nothing. */
    private static final Set<String> NOTHING = Set.of("None", "null", "undefined");
    /** Of the machine of whoever trained it. A web address has a letter in front of its colon, and a host. */
    private static final Pattern LOCAL_PATH = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]:[\\\\/][^\"'<>|,;\\n]*+"
            + "|\\\\\\\\[A-Za-z0-9][^\\s\"'<>|,;]*+"
            + "|(?<![\\w:/.])(?:file:/{1,3}|~/|/(?:home|Users|mnt|root|workspace|data|media|tmp|var|opt|content|kaggle"
            + "|notebooks|storage|srv|private|Volumes)/)[^\\s\"'<>|,;]*+");

    private Texts() {}

    static Optional<String> clean(@Nullable String text, int most) {
        if (text == null) {
            return Optional.empty();
        }
        var readable = LOCAL_PATH.matcher(readable(head(text, 4 * most))).replaceAll("…").strip();
        return readable.isEmpty() || NOTHING.contains(readable)
                ? Optional.empty()
                : Optional.of(shortened(readable, most));
    }

    /** On one line. */
    static Optional<String> cleanLine(@Nullable String text, int most) {
        return clean(text, most).map(clean -> clean.replaceAll("\\s+", " "));
    }

    /** A name out of the file, for a sentence. */
    static String quoted(String name) {
        return "“" + shortened(readable(head(name, 4 * LONGEST_QUOTE)).replaceAll("\\s", " "), LONGEST_QUOTE) + "”";
    }

    /** The last part of a path of any system, or the whole. */
    static String fileName(String path) {
        var bounded = path.length() > 4_000 ? path.substring(path.length() - 4_000) : path;
        return bounded.substring(Math.max(bounded.lastIndexOf('/'), bounded.lastIndexOf('\\')) + 1);
    }

    /** No more than has to be looked at. */
    private static String head(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }

    private static String readable(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(readable(point)));
        return out.toString();
    }

    private static int readable(int point) {
        if (point == '\n' || point == '\t') {
            return point;
        }
        boolean unfit = switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> turnsText(point);
        };
        return unfit ? ' ' : point;
    }

    /** Marks that make a text read otherwise than it is written. */
    private static boolean turnsText(int point) {
        boolean embedding = point >= 0x202A && point <= 0x202E;
        boolean isolate = point >= 0x2066 && point <= 0x2069;
        return embedding || isolate || point == 0xFEFF;
    }

    private static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
