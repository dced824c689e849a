package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.Optional;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.GenerationCommand.NotNotified;
import dev.lorikeet.generation.job.GenerationCommand.Notified;
import dev.lorikeet.generation.job.GenerationCommand.Notify;
import dev.lorikeet.generation.job.GenerationCommand.NotifyAgain;
import dev.lorikeet.generation.job.GenerationCommand.OfNotice;
import dev.lorikeet.generation.job.Notice.Delivered;
import dev.lorikeet.generation.job.Notice.GivenUp;
import dev.lorikeet.generation.job.Notice.Pending;
import dev.lorikeet.generation.job.Notice.Sending;
import dev.lorikeet.generation.job.Notice.Standing;

/** What can happen to the notice of a job that has ended. Each attempt is counted before it is made. */
final class NoticeLifeCycle {
    private NoticeLifeCycle() {}

    static Decision<Generation, GenerationEvent, GenerationRefusal> decide(Ended ended, OfNotice command,
            Instant now) {
        var notice = ended.job().notice();
        if (notice == null) {
            return Decision.refuse(GenerationRefusal.NOT_FOUND);
        }
        return next(notice, command, now)
                .map(next -> next.equals(notice)
                        ? Decision.<Generation, GenerationEvent, GenerationRefusal>unchanged(ended)
                        : Decision.<Generation, GenerationEvent, GenerationRefusal>accept(
                                ended.with(ended.job().notifying(next))))
                .orElseGet(() -> Decision.refuse(GenerationRefusal.NOT_NOW));
    }

    private static Optional<Notice> next(Notice notice, OfNotice command, Instant now) {
        return switch (command) {
            case Notify(var attempt, var until) -> attempted(notice, attempt, until, now);
            case Notified(var attempt) -> attempt == notice.attempts() ? Optional.of(arrived(notice, now))
                    : Optional.empty();
            case NotNotified(var attempt, var reason, var again) ->
                notice.standing() instanceof Sending && attempt == notice.attempts()
                        ? Optional.of(notice.now(after(notice, reason, again, now)))
                        : Optional.empty();
            case NotifyAgain(var more) -> Optional.of(again(notice, more, now));
        };
    }

    private static Optional<Notice> attempted(Notice notice, int attempt, Instant until, Instant now) {
        return notice.standing() instanceof Pending(var due, var _) && !now.isBefore(due)
                && attempt == notice.attempts() + 1 && attempt <= notice.allowed()
                        ? Optional.of(notice.attempting(until))
                        : Optional.empty();
    }

    /** Also when it was taken for lost meanwhile: an answer that comes late saves another attempt. */
    private static Notice arrived(Notice notice, Instant now) {
        return switch (notice.standing()) {
            case Delivered _ -> notice;
            case Pending _,Sending _,GivenUp _ -> notice.now(new Delivered(now));
        };
    }

    private static Standing after(Notice notice, String reason, Optional<Instant> again, Instant now) {
        return notice.attempts() < notice.allowed()
                ? again.<Standing>map(due -> new Pending(due, reason)).orElseGet(() -> new GivenUp(reason, now))
                : new GivenUp(reason, now);
    }

    private static Notice again(Notice notice, int more, Instant now) {
        return switch (notice.standing()) {
            case Sending _ -> notice;
            case Pending(var due, var trouble) -> due.isAfter(now) ? notice.now(new Pending(now, trouble)) : notice;
            case Delivered _,GivenUp _ -> notice.again(more, now);
        };
    }
}
