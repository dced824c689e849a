package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.GenerationInputs;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same of a job, whatever becomes of it, and what has been tried.
 *
 * @param endpoint the RunPod endpoint that its model runs on
 * @param asked what the person asked for
 * @param used the same, unless a worker could not use the LoRAs and the person had allowed to do something about it
 * @param adjustments how {@code used} differs from {@code asked}, in sentences
 * @param lastAttempt the highest number given to an attempt
 * @param past attempts that counted
 * @param fingerprint tells a repetition from another request with the same Idempotency-Key
 * @param log what happened to it, for people
 * @param price of its worker when it was ordered, where anybody told us
 * @param notice of its end, if somebody wants one
 */
public record Job(GenerationId id, WorkspaceId workspace, String subject, String endpoint, Order asked, Order used,
        List<String> adjustments, int lastAttempt, List<PastAttempt> past, Instant requestedAt,
        @Nullable Sha256 fingerprint, @Nullable GenerationId retryOf,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<LogEntry> log, @Nullable Price price, @Nullable Notice notice) {
    public Job {
        adjustments = List.copyOf(adjustments);
        past = List.copyOf(past);
        log = List.copyOf(log);
    }

    public static Job of(GenerationId id, WorkspaceId workspace, String subject, String endpoint, Order order,
            Instant requestedAt, @Nullable Sha256 fingerprint, @Nullable GenerationId retryOf) {
        return new Job(id, workspace, subject, endpoint, order, order, List.of(), 0, List.of(), requestedAt,
                fingerprint, retryOf, List.of(), null, null);
    }

    public Job at(@Nullable Price current) {
        return new Job(id, workspace, subject, endpoint, asked, used, adjustments, lastAttempt, past, requestedAt,
                fingerprint, retryOf, log, current, notice);
    }

    public Job notifying(@Nullable Notice changed) {
        return new Job(id, workspace, subject, endpoint, asked, used, adjustments, lastAttempt, past, requestedAt,
                fingerprint, retryOf, log, price, changed);
    }

    Job attempting(int number) {
        return new Job(id, workspace, subject, endpoint, asked, used, adjustments, number, past, requestedAt,
                fingerprint, retryOf, log, price, notice);
    }

    Job after(PastAttempt attempt) {
        var all = new ArrayList<>(past);
        all.add(attempt);
        return new Job(id, workspace, subject, endpoint, asked, used, adjustments, lastAttempt, all, requestedAt,
                fingerprint, retryOf, log, price, notice);
    }

    Job using(Order changed, List<String> how) {
        var all = new ArrayList<>(adjustments);
        all.addAll(how);
        return new Job(id, workspace, subject, endpoint, asked, changed, all, lastAttempt, past, requestedAt,
                fingerprint, retryOf, log, price, notice);
    }

    Job noting(String remark) {
        return using(used, List.of(remark));
    }

    Job logged(List<LogEntry> entries) {
        return new Job(id, workspace, subject, endpoint, asked, used, adjustments, lastAttempt, past, requestedAt,
                fingerprint, retryOf, entries, price, notice);
    }

    /** As events tell it. */
    GenerationInputs inputs() {
        return new GenerationInputs(used.model(), used.loras()
                .stream()
                .map(chosen -> new GenerationInputs.UsedLora(chosen.lora(), chosen.slot(), chosen.weight()))
                .toList(), requestedAt);
    }
}
