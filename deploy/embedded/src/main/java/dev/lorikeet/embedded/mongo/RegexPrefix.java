package dev.lorikeet.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;

/** The literal text that everything an anchored regular expression finds begins with. */
final class RegexPrefix {
    private static final String SPECIAL = ".[]{}()*+?^$|\\";
    private static final String OPTIONAL = "*?{";

    private final String pattern;
    private final StringBuilder literal = new StringBuilder();
    private int at = 1;

    private RegexPrefix(String pattern) {
        this.pattern = pattern;
    }

    /** Empty if there is none, or if working it out would need more than reading literals. */
    static String of(BsonRegularExpression expression) {
        String pattern = expression.getPattern();
        String options = expression.getOptions();
        boolean plain = options == null || options.isEmpty();
        return plain && pattern.startsWith("^") && !hasBranches(pattern) ? new RegexPrefix(pattern).read() : "";
    }

    private static boolean hasBranches(String pattern) {
        return pattern.replaceAll("\\\\Q.*?(\\\\E|$)", "").replace("\\|", "").indexOf('|') >= 0;
    }

    private String read() {
        while (at < pattern.length()) {
            if (pattern.startsWith("\\Q", at)) {
                readQuoted();
            } else if (!readOne()) {
                break;
            }
        }
        if (at < pattern.length() && OPTIONAL.indexOf(pattern.charAt(at)) >= 0 && !literal.isEmpty()) {
            literal.setLength(literal.length() - 1);
        }
        return literal.toString();
    }

    private void readQuoted() {
        int end = pattern.indexOf("\\E", at);
        literal.append(pattern, at + 2, end < 0 ? pattern.length() : end);
        at = end < 0 ? pattern.length() : end + 2;
    }

    private boolean readOne() {
        char unit = pattern.charAt(at);
        if (unit == '\\' && at + 1 < pattern.length() && !Character.isLetterOrDigit(pattern.charAt(at + 1))) {
            literal.append(pattern.charAt(at + 1));
            at += 2;
            return true;
        }
        if (SPECIAL.indexOf(unit) >= 0) {
            return false;
        }
        literal.append(unit);
        at++;
        return true;
    }
}
