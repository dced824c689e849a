package dev.lorikeet.storage.sweep;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a sweep found. In a dry run the same is counted and nothing is done.
 *
 * @param whole whether it looked at the whole bucket, or at the recent days only
 * @param objects looked at, and their {@code bytes}
 * @param orphans objects that nobody has a claim to, which were removed, and their {@code orphanBytes}
 * @param uploads multipart uploads that nobody goes on with, which were aborted
 * @param vanished LoRAs whose object is gone, which was announced
 * @param foreign objects that are not ours by their keys, which are never touched
 * @param stuck objects that could not be judged or removed this time
 * @param refusal why nothing was done, if so
 */
public record SweepReport(Instant startedAt, boolean dryRun, boolean whole, long objects, long bytes, long orphans,
        long orphanBytes, long uploads, long vanished, long foreign, long stuck, @Nullable String refusal) {

    static SweepReport empty(Instant startedAt, boolean dryRun, boolean whole) {
        return new SweepReport(startedAt, dryRun, whole, 0, 0, 0, 0, 0, 0, 0, 0, null);
    }

    /** Of a sweep that would have done what it counted. */
    SweepReport inEarnest() {
        return new SweepReport(startedAt, false, whole, objects, bytes, orphans, orphanBytes, uploads, vanished,
                foreign,
                stuck, refusal);
    }

    SweepReport refused(String why) {
        return new SweepReport(startedAt, dryRun, whole, objects, bytes, orphans, orphanBytes, uploads, vanished,
                foreign, stuck, why);
    }

    SweepReport plus(Finding finding) {
        return switch (finding) {
            case Finding.Claimed(var size) -> counting(1, size, 0, 0, 0, 0, 0, 0);
            case Finding.Orphan(var size) -> counting(1, size, 1, size, 0, 0, 0, 0);
            case Finding.Foreign(var size) -> counting(1, size, 0, 0, 0, 0, 1, 0);
            case Finding.Stuck(var size) -> counting(1, size, 0, 0, 0, 0, 0, 1);
            case Finding.Forgotten() -> counting(0, 0, 0, 0, 1, 0, 0, 0);
            case Finding.Vanished() -> counting(0, 0, 0, 0, 0, 1, 0, 0);
        };
    }

    private SweepReport counting(long more, long moreBytes, long moreOrphans, long moreOrphanBytes, long moreUploads,
            long moreVanished, long moreForeign, long moreStuck) {
        return new SweepReport(startedAt, dryRun, whole, objects + more, bytes + moreBytes, orphans + moreOrphans,
                orphanBytes + moreOrphanBytes, uploads + moreUploads, vanished + moreVanished, foreign + moreForeign,
                stuck + moreStuck,
                refusal);
    }
}
