package dev.lorikeet.storage.hashing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Of hashing, which reads whole files in the background and must leave room for everything else.
 *
 * @param parallel files that an instance hashes at once
 * @param chunk read with one request; two of them per file are held in memory
 * @param perSecond the most that an instance reads per second
 * @param duplicates named at most of one file
 */
@ConfigurationProperties("lorikeet.hashing")
public record HashingLimits(@DefaultValue("2") int parallel, @DefaultValue("4MB") DataSize chunk,
        @DefaultValue("200MB") DataSize perSecond, @DefaultValue("20") int duplicates) {
    private static final DataSize LEAST = DataSize.ofKilobytes(64);
    private static final DataSize MOST = DataSize.ofMegabytes(64);
    private static final int MOST_PARALLEL = 32;
    private static final int MOST_DUPLICATES = 100;

    public HashingLimits {
        require(parallel >= 1 && parallel <= MOST_PARALLEL, "parallel must lie between 1 and 32");
        require(chunk.compareTo(LEAST) >= 0 && chunk.compareTo(MOST) <= 0, "chunk must lie between 64KB and 64MB");
        require(perSecond.compareTo(LEAST) >= 0, "per-second must be at least 64KB");
        require(duplicates >= 1 && duplicates <= MOST_DUPLICATES, "duplicates must lie between 1 and 100");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.hashing." + what);
        }
    }
}
