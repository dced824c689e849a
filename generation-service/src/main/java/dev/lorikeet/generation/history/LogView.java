package dev.lorikeet.generation.history;

import java.time.Instant;

import dev.lorikeet.generation.job.LogEntry;
import dev.lorikeet.generation.job.LogEntry.What;
import org.jspecify.annotations.Nullable;

/** A line of a job's log as people see it. */
record LogView(Instant at, What what, @Nullable Integer attempt, @Nullable String detail) {
    static LogView of(LogEntry entry) {
        return new LogView(entry.at(), entry.what(), entry.attempt() == 0 ? null : (Integer) entry.attempt(),
                entry.detail());
    }
}
