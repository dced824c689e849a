package dev.lorikeet.lora.link;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.link.Import.Fetching;
import dev.lorikeet.lora.link.Import.None;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** When a file is fetched, and when it is worth another try. */
final class ImportLifeCycle {
    private static final Duration BEFORE_TICKET = Duration.ofMinutes(1);

    private ImportLifeCycle() {}

    sealed interface Command {
        record Begin(LoraId lora, WorkspaceId workspace, URI address, LinkedFile file) implements Command {}

        /** A try ended early, with or without a part that arrived. */
        record Falter(boolean progressed) implements Command {}
    }

    enum Refusal {
        NOTHING_TO_FETCH
    }

    private record Step(Import state, Command command) {}

    static Decision<Import, DomainEvent, Refusal> decide(Import state, Command command, ImportLimits limits,
            Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Command.Begin(var lora, var workspace, var address, var file)) ->
                accept(new Fetching(lora, workspace, address, file, now, 0, now));
            case Step(None _, Command.Falter _) -> refuse(Refusal.NOTHING_TO_FETCH);
            case Step(Fetching fetching, Command.Begin _) -> unchanged(fetching);
            case Step(Fetching fetching, Command.Falter(var progressed)) -> {
                int failures = failures(fetching, progressed);
                yield accept(fetching.later(failures, now.plus(limits.after(failures))));
            }
        };
    }

    /** Whether a try that ended so was the last one. */
    static boolean isHopeless(Fetching fetching, boolean progressed, ImportLimits limits) {
        return failures(fetching, progressed) >= limits.tries();
    }

    /** When nobody waits any longer. An upload whose ticket runs out is given up and says nothing, so it ends before. */
    static Instant deadline(Fetching fetching, Instant ticketEnds, ImportLimits limits) {
        var own = fetching.since().plus(limits.time());
        var before = ticketEnds.minus(BEFORE_TICKET);
        return own.isBefore(before) ? own : before;
    }

    private static int failures(Fetching fetching, boolean progressed) {
        return progressed ? 1 : fetching.failures() + 1;
    }
}
