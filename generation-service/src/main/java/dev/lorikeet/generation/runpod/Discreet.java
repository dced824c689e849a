package dev.lorikeet.generation.runpod;

import java.util.regex.Pattern;

/**
 * Workers and the platform quote the addresses they were given, and whoever has those may use them. Jobs and events are
 * read by many, so only the part of an address that opens nothing goes there.
 */
final class Discreet {
    private static final Pattern QUERY = Pattern.compile("(?i)(https?:[^\\s?\"<>]*)\\?[^\\s\"<>]*");
    /** Libraries quote the path without the host at times. */
    private static final Pattern SIGNATURE = Pattern.compile("(?i)([?&])x-(?:amz|goog)-[^\\s\"<>]*");
    private static final Pattern TOKEN = Pattern.compile("(webhooks\\\\?/runpod\\\\?/)[^\\s\"'<>?]+");
    /** More than is ever shown; what workers write may have megabytes. */
    private static final int LONGEST = 4000;

    private Discreet() {}

    /** What may be shown of it, from its beginning. */
    static String of(String text) {
        var start = text.substring(0, Math.min(LONGEST, text.length()));
        var noQuery = QUERY.matcher(start).replaceAll("$1?…");
        var unsigned = SIGNATURE.matcher(noQuery).replaceAll("$1…");
        return TOKEN.matcher(unsigned).replaceAll("$1…");
    }
}
