package dev.lorikeet.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the JVM when a server in it has died: nothing works without that server, and everything in this process survives
 * being killed. The sentence is for whoever started it, so it is printed as well: the log may be a file nobody watches.
 */
public final class LastWords {
    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

    private LastWords() {}

    /** A halt and not an exit, which would wait for what the dead server no longer does. */
    public static void halt(int status, String sentence) {
        System.err.println(sentence);
        LOG.error("{}", sentence);
        Runtime.getRuntime().halt(status);
    }
}
