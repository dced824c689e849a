package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.LogEntry.What;
import org.jspecify.annotations.Nullable;

/** Writes into a job's log what a decision did to it, so that nothing can happen to a job and not be in its log. */
final class JobLog {
    /** Of a job that is put back for a day, the beginning and what came last. */
    static final int MOST = 80;
    private static final int BEGINNING = 20;

    private final Instant now;
    private final List<LogEntry> entries = new ArrayList<>();

    private JobLog(Instant now) {
        this.now = now;
    }

    static Decision<Generation, GenerationEvent, GenerationRefusal> written(Generation before,
            Decision<Generation, GenerationEvent, GenerationRefusal> decision, Instant now) {
        if (decision instanceof Decision.Accepted<Generation, GenerationEvent, GenerationRefusal>(Known next, var events)) {
            var log = new JobLog(now);
            log.tell(before, next);
            return log.entries.isEmpty() ? decision : new Decision.Accepted<>(log.appendedTo(next), events);
        }
        return decision;
    }

    private void tell(Generation before, Known after) {
        if (before instanceof Ended ended) {
            notified(ended.job().notice(), after.job().notice());
            return;
        }
        switch (after) {
            case Queued queued -> waiting(before, queued);
            case Submitting submitting -> add(What.ASKED, submitting.attempt().number(), null);
            case Running running -> running(before, running);
            case Cancelling cancelling -> {
                if (!(before instanceof Cancelling)) {
                    add(What.CANCELLING, cancelling.attempt().number(), null);
                }
            }
            case Succeeded succeeded -> {
                adjusted(before, after);
                add(What.SUCCEEDED, succeeded.attempt().number(), succeeded.timings().worker());
            }
            case Failed failed -> {
                adjusted(before, after);
                add(What.FAILED, failed.attempt(), failed.failure().message());
            }
            case Cancelled cancelled -> add(What.CANCELLED, cancelled.attempt(), null);
        }
    }

    private void waiting(Generation before, Queued after) {
        var past = after.job().past();
        if (!(before instanceof Known known)) {
            add(What.ORDERED, 0, null);
        } else if (past.size() > known.job().past().size()) {
            add(What.ATTEMPT_FAILED, past.getLast().number(), past.getLast().failure().message());
            adjusted(before, after);
        } else if (!(known instanceof Queued queued)) {
            add(What.PUT_BACK, after.job().lastAttempt(), after.holdup());
        } else if (after.holdup() != null && !after.holdup().equals(queued.holdup())) {
            add(What.HELD, 0, after.holdup());
        }
    }

    private void running(Generation before, Running after) {
        int attempt = after.attempt().number();
        if (!(before instanceof Running running)) {
            add(What.TAKEN, attempt, after.remoteJob());
        } else if (running.progress().phase() != after.progress().phase()) {
            add(switch (after.progress().phase()) {
                case WAITING_FOR_WORKER -> What.WAITING_FOR_WORKER;
                case FETCHING_LORAS -> What.FETCHING_LORAS;
                case RENDERING -> What.RENDERING;
                case ENCODING -> What.ENCODING;
            }, attempt, after.progress().worker());
        }
    }

    private void notified(@Nullable Notice before, @Nullable Notice after) {
        if (before == null || after == null) {
            return;
        }
        switch (after.standing()) {
            case Notice.Pending(var _, var trouble) when before.standing() instanceof Notice.Sending ->
                add(What.CALLBACK_FAILED, after.attempts(), trouble);
            case Notice.Pending _ -> add(What.CALLBACK_AGAIN, 0, null);
            case Notice.Sending _ -> {}
            case Notice.Delivered _ -> add(What.CALLBACK_DELIVERED, after.attempts(), null);
            case Notice.GivenUp(var reason, var _) -> add(What.CALLBACK_GIVEN_UP, after.attempts(), reason);
        }
    }

    private void adjusted(Generation before, Known after) {
        int known = before instanceof Known job ? job.job().adjustments().size() : 0;
        after.job().adjustments().stream().skip(known).forEach(how -> add(What.ADJUSTED, 0, how));
    }

    private void add(What what, int attempt, @Nullable String detail) {
        entries.add(new LogEntry(now, what, attempt, detail));
    }

    private Known appendedTo(Known state) {
        var all = new ArrayList<>(state.job().log());
        all.addAll(entries);
        while (all.size() > MOST) {
            all.remove(BEGINNING);
        }
        return with(state, state.job().logged(all));
    }

    private static Known with(Known state, Job job) {
        return switch (state) {
            case Queued(var _, var readyAt, var giveUpAt, var holdup, var blame) ->
                new Queued(job, readyAt, giveUpAt, holdup, blame);
            case Submitting(var _, var attempt, var giveUpAt) -> new Submitting(job, attempt, giveUpAt);
            case Running(var _, var attempt, var remote, var progress, var lookAt, var heardAt) ->
                new Running(job, attempt, remote, progress, lookAt, heardAt);
            case Cancelling(var _, var attempt, var remote, var lookAt, var heardAt) ->
                new Cancelling(job, attempt, remote, lookAt, heardAt);
            case Ended ended -> ended.with(job);
        };
    }
}
