package dev.lorikeet.storage.sweep;

import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.storage.sweep.Sweep.None;
import dev.lorikeet.storage.sweep.Sweep.Planned;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** The bucket is swept again and again; what a sweep finds is announced by the records of the objects. */
final class SweepLifeCycle {
    /** A sweep that was refused has done nothing, so it comes again so much sooner. */
    private static final int SOONER = 12;

    private SweepLifeCycle() {}

    sealed interface Command {
        record Plan() implements Command {}

        record Report(SweepReport report) implements Command {}
    }

    enum Refusal {
        NOT_PLANNED
    }

    private record Step(Sweep state, Command command) {}

    static Decision<Sweep, StorageEvent, Refusal> decide(Sweep state, Command command, SweepLimits limits,
            Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Plan _) -> accept(new Planned(now, now, null));
            case Step(None _, Command.Report _) -> refuse(Refusal.NOT_PLANNED);
            case Step(Planned planned, Command.Plan _) -> unchanged(planned);
            case Step(Planned planned, Command.Report(var report)) -> accept(next(planned, report, limits, now));
        };
    }

    private static Planned next(Planned planned, SweepReport report, SweepLimits limits, Instant now) {
        if (report.refusal() != null) {
            return new Planned(now.plus(limits.every().dividedBy(SOONER)), planned.wholeAt(), report);
        }
        return new Planned(now.plus(limits.every()), report.whole() ? now.plus(limits.wholeEvery()) : planned.wholeAt(),
                report);
    }
}
