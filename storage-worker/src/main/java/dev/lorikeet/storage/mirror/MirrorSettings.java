package dev.lorikeet.storage.mirror;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Of copies on network volumes.
 *
 * @param volumes by RunPod's ids of them, each with {@code endpoint}, {@code region}, {@code access-key} and
 *            {@code secret-key}; without any, nothing is copied
 * @param parallel files that an instance copies at once
 * @param partSize read and sent at once; RunPod takes at most 500 MB
 * @param partsAtOnce of one file; all of them are held in memory
 * @param tries of putting a file together, and of looking whether it is there
 * @param pause between two such tries
 * @param partTime how long one part may take
 * @param completeTime how long putting a file together may take; twice as long at each try
 * @param completeTimePerGigabyte the same for large files; the longer of the two counts
 * @param callTime how long any other call may take
 * @param callTries of one call, where it failed in a way that passes
 * @param lookAgainAfter how long after it was copied, or removed, a file is looked for once more
 */
@ConfigurationProperties("lorikeet.mirror")
public record MirrorSettings(@DefaultValue Map<String, At> volumes, @DefaultValue("2") int parallel,
        @DefaultValue("50MB") DataSize partSize, @DefaultValue("2") int partsAtOnce, @DefaultValue("5") int tries,
        @DefaultValue("2s") Duration pause, @DefaultValue("5m") Duration partTime,
        @DefaultValue("60s") Duration completeTime, @DefaultValue("5s") Duration completeTimePerGigabyte,
        @DefaultValue("30s") Duration callTime, @DefaultValue("8") int callTries,
        @DefaultValue("5m") Duration lookAgainAfter) {
    private static final DataSize LEAST_PART = DataSize.ofKilobytes(64);
    private static final DataSize MOST_PART = DataSize.ofMegabytes(500);
    private static final int MOST = 32;

    public MirrorSettings {
        volumes = Map.copyOf(volumes);
        require(parallel >= 1 && parallel <= MOST, "parallel must lie between 1 and 32");
        require(partSize.compareTo(LEAST_PART) >= 0 && partSize.compareTo(MOST_PART) < 0,
                "part-size must be at least 64KB and less than 500MB, which RunPod takes at most");
        require(partsAtOnce >= 1 && partsAtOnce <= MOST, "parts-at-once must lie between 1 and 32");
        require(tries >= 1 && tries <= MOST, "tries must lie between 1 and 32");
        require(callTries >= 1 && callTries <= MOST, "call-tries must lie between 1 and 32");
        positive("pause", pause);
        positive("part-time", partTime);
        positive("complete-time", completeTime);
        positive("complete-time-per-gigabyte", completeTimePerGigabyte);
        positive("call-time", callTime);
        positive("look-again-after", lookAgainAfter);
    }

    /** How long to wait for a file of this size to be put together. */
    Duration completeTime(long size, int attempt) {
        var bySize = Duration.ofMillis(completeTimePerGigabyte.toMillis() * size / DataSize.ofGigabytes(1).toBytes());
        var longer = bySize.compareTo(completeTime) > 0 ? bySize : completeTime;
        return longer.multipliedBy(1L << Math.min(attempt - 1, MOST));
    }

    private static void positive(String name, Duration value) {
        require(value.isPositive(), name + " must be longer than zero");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.mirror." + what);
        }
    }

    /**
     * How one volume is reached.
     *
     * @param endpoint of its data centre, such as {@code https://s3api-eu-ro-1.runpod.io}
     * @param region the id of its data centre, such as {@code EU-RO-1}
     * @param accessKey of an S3 API key, {@code user_…}
     * @param secretKey of the same, {@code rps_…}; not the key for endpoints
     */
    public record At(URI endpoint, String region, String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "At[" + endpoint + ", " + region + "]";
        }
    }
}
