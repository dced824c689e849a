package dev.lorikeet.event;

import java.util.regex.Pattern;

/** How every id is written: safe in a URL path, an object key, a header and a log line without any escaping. */
final class IdText {
    static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private IdText() {}
}
