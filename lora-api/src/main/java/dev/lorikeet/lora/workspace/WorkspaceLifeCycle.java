package dev.lorikeet.lora.workspace;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.workspace.Workspace.Closing;
import dev.lorikeet.lora.workspace.Workspace.Contents;
import dev.lorikeet.lora.workspace.Workspace.Open;
import dev.lorikeet.lora.workspace.Workspace.Reservation;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Cancel;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Close;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Empty;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Forget;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Keep;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Release;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Reserve;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Settle;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** How a workspace keeps its account. It announces nothing. */
final class WorkspaceLifeCycle {
    /** After this, what a release rests on must be read anew: the memory of releases does not last for ever. */
    static final Duration FRESH = Duration.ofMinutes(2);
    static final Duration CHECK_AFTER = Duration.ofHours(1);
    /**
     * Longer than a ticket can take to come out, by an instance that stands still for a minute and a half before it writes,
     * too: then there is a LoRA, or whoever reserved is not there any more.
     */
    static final Duration OUT_BY = Loras.START_WITHIN.multipliedBy(4);

    private WorkspaceLifeCycle() {}

    static Decision<Workspace, DomainEvent, WorkspaceRefusal> decide(Workspace workspace, WorkspaceCommand command,
            Instant now) {
        return switch (workspace) {
            case Open open -> open(open, command, now);
            case Closing closing -> closing(closing, command, now);
        };
    }

    private static Decision<Workspace, DomainEvent, WorkspaceRefusal> open(Open open, WorkspaceCommand command,
            Instant now) {
        var contents = open.contents();
        return switch (command) {
            case Reserve reserve -> reserved(open, reserve, now);
            case Settle(var lora, var size, var since) -> contents.reservation(lora, since)
                    .map(_ -> changed(new Open(contents.settled(lora, size))))
                    .orElseGet(() -> unchanged(open));
            case Cancel(var lora, var since) -> contents.reservation(lora, since).isPresent()
                    ? accept(new Open(contents.without(lora)))
                    : unchanged(open);
            case Release release -> released(open, release, now);
            case Keep(var lora, var checkAt) -> contents.reservation(lora)
                    .filter(old -> !old.checkAt().equals(checkAt))
                    .map(old -> changed(new Open(contents.with(
                            new Reservation(lora, old.size(), old.since(), checkAt)))))
                    .orElseGet(() -> unchanged(open));
            case Forget(var lora) -> contents.hasReleased(lora)
                    ? accept(new Open(contents.forgetting(lora)))
                    : unchanged(open);
            case Close _ -> accept(new Closing(contents, now));
            case Empty _ -> unchanged(open);
        };
    }

    private static Decision<Workspace, DomainEvent, WorkspaceRefusal> closing(Closing closing,
            WorkspaceCommand command, Instant now) {
        var contents = closing.contents();
        return switch (command) {
            case Reserve _ -> refuse(WorkspaceRefusal.CLOSING);
            case Settle _,Keep _,Forget _,Release _,Close _ -> unchanged(closing);
            case Cancel(var lora, var since) -> contents.reservation(lora, since).isPresent()
                    ? accept(new Closing(contents.without(lora), closing.since()))
                    : unchanged(closing);
            case Empty _ -> accept(new Open(new Contents(0, 0, Contents.NONE.reserved(), Contents.NONE.released(),
                    now)));
        };
    }

    private static Decision<Workspace, DomainEvent, WorkspaceRefusal> changed(Workspace next) {
        return accept(next);
    }

    private static Decision<Workspace, DomainEvent, WorkspaceRefusal> reserved(Open open, Reserve reserve,
            Instant now) {
        var contents = open.contents();
        if (!now.isBefore(reserve.since().plus(Loras.START_WITHIN))) {
            return refuse(WorkspaceRefusal.STALE);
        }
        if (contents.reservation(reserve.lora()).isPresent()) {
            // Of the same moment or of long ago: it is another request's, whose LoRA may be there by now and needs it. What
            // is left of one that died is taken out by whoever has looked for that LoRA.
            return refuse(WorkspaceRefusal.IN_PROGRESS);
        }
        var room = reserve.room();
        if (contents.reserved().size() >= room.openUploads()) {
            return refuse(WorkspaceRefusal.TOO_MANY_UPLOADS);
        }
        long bytes = Math.addExact(contents.usedBytes() + contents.reservedBytes(), reserve.size());
        if (bytes > room.bytes() || contents.loraCount() + contents.reserved().size() >= room.loras()) {
            return refuse(WorkspaceRefusal.QUOTA_EXCEEDED);
        }
        return accept(new Open(contents.with(new Reservation(reserve.lora(), reserve.size(), reserve.since(),
                now.plus(OUT_BY)))));
    }

    private static Decision<Workspace, DomainEvent, WorkspaceRefusal> released(Open open, Release release,
            Instant now) {
        var contents = open.contents();
        boolean counted = contents.emptiedAt() == null || release.readAt().isAfter(contents.emptiedAt());
        if (!counted || contents.hasReleased(release.lora())) {
            return unchanged(open);
        }
        if (now.isAfter(release.readAt().plus(FRESH))) {
            return refuse(WorkspaceRefusal.STALE);
        }
        // It was deleted before anybody settled it: then there is nothing but the reservation to take out.
        return contents.reservation(release.lora(), release.since()).isPresent()
                ? accept(new Open(contents.settled(release.lora(), 0).released(release.lora(), 0, now)))
                : accept(new Open(contents.released(release.lora(), release.size(), now)));
    }
}
