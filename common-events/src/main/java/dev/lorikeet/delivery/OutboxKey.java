package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.Locale;

/**
 * Where the relay finds a document with events: bucket, time, id. The bucket depends on the id alone, so all events of
 * one aggregate meet the same relay shard; the time makes the oldest come first.
 */
record OutboxKey(int bucket, Instant since, String id) {
    static final int BUCKETS = 256;

    static OutboxKey of(String id, Instant now) {
        return new OutboxKey(bucketOf(id), now, id);
    }

    static int bucketOf(String id) {
        int hash = id.hashCode();
        return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
    }

    /** The lowest text that any key of this bucket can have. */
    static String floor(int bucket) {
        return String.format(Locale.ROOT, "%03x|", bucket);
    }

    String text() {
        return floor(bucket) + String.format(Locale.ROOT, "%013d|%s", since.toEpochMilli(), id);
    }
}
