package dev.lorikeet.lora.advice;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a bucket, as far as they concern us.
 *
 * @param shielded whether S3 refuses to make it public at all
 */
record BucketState(Known<List<CorsRule>> cors, Known<Boolean> openToAll, Known<Boolean> shielded,
        Known<List<Rule>> rules, Known<Boolean> versioned, Known<Boolean> locked) {

    /** With wildcards, as they were written. */
    record CorsRule(List<String> origins, Set<String> methods, List<String> headers, Set<String> exposed) {}

    /**
     * An enabled rule of the lifecycle.
     *
     * @param prefix of the keys it is about
     * @param abortAfterDays an upload that is not finished goes then
     * @param expires whether objects go some day
     * @param freezes whether objects can some day not be read until somebody has them thawed
     * @param clearsVersions whether versions that are replaced or removed go some day
     */
    record Rule(String id, String prefix, @Nullable Integer abortAfterDays, boolean expires, boolean freezes,
            boolean clearsVersions) {

        /** Whether it is about at least one key that begins so. */
        boolean concerns(String keys) {
            return prefix.startsWith(keys) || keys.startsWith(prefix);
        }

        /** Whether it is about all keys that begin so. */
        boolean covers(String keys) {
            return keys.startsWith(prefix);
        }
    }
}
