package dev.lorikeet.event;

import java.util.List;
import java.util.regex.Pattern;

/** What a value on the wire may look like. The schemas say the same, so whatever passes here passes there. */
final class Limits {
    /** The largest whole number that every JSON reader keeps exact. */
    static final long EXACT_IN_JSON = (1L << 53) - 1;

    private static final int LIST_ITEMS = 100;

    private Limits() {}

    static void text(String what, String value, int most) {
        int length = value.codePointCount(0, value.length());
        demand(length >= 1 && length <= most, what, "must have 1 to " + most + " characters");
        demand(isUnicode(value), what, "holds half of a surrogate pair, which UTF-8 cannot carry");
        demand(value.chars().noneMatch(Limits::isInvisible), what,
                "may not hold control characters except line breaks");
    }

    static List<String> texts(String what, List<String> values, int most) {
        demand(values.size() <= LIST_ITEMS, what, "may hold at most " + LIST_ITEMS + " items");
        values.forEach(value -> text(what, value, most));
        return List.copyOf(values);
    }

    static void matches(String what, String value, Pattern pattern) {
        demand(pattern.matcher(value).matches(), what, "must match " + pattern);
    }

    static void between(String what, long value, long least, long most) {
        demand(value >= least && value <= most, what, "must be " + least + " to " + most);
    }

    static void between(String what, double value, double least, double most) {
        demand(value >= least && value <= most, what, "must be " + least + " to " + most);
    }

    static void demand(boolean holds, String what, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(what + " " + rule);
        }
    }

    /** Each would be six characters long in JSON, and no text that is meant to be read has any. */
    private static boolean isInvisible(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }

    private static boolean isUnicode(String value) {
        return value.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
