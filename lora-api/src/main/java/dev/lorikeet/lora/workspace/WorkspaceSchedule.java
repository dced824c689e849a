package dev.lorikeet.lora.workspace;

import java.time.Instant;
import java.time.InstantSource;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.LoraCommand;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.workspace.Workspace.Closing;
import dev.lorikeet.lora.workspace.Workspace.Contents;
import dev.lorikeet.lora.workspace.Workspace.Open;
import dev.lorikeet.lora.workspace.Workspace.Reservation;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Cancel;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Empty;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Forget;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Keep;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Settle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts accounts right that a crash left behind, by asking what became of each LoRA, and empties the workspaces that
 * their owners delete.
 */
@Component
public final class WorkspaceSchedule {
    private static final int AT_ONCE = 8;
    private static final int BATCH = 10_000;

    private final Workspaces workspaces;
    private final Loras loras;
    private final InstantSource clock;

    public WorkspaceSchedule(Delivery delivery, Workspaces workspaces, Loras loras, InstantSource clock) {
        this.workspaces = workspaces;
        this.loras = loras;
        this.clock = clock;
        delivery.work(Workspaces.TYPE, this::work);
    }

    private Mono<?> work(WorkItem<Workspace> item) {
        var workspace = new WorkspaceId(item.id());
        return switch (item.state()) {
            case Open(var contents) -> putRight(workspace, contents);
            case Closing closing -> empty(workspace, closing);
        };
    }

    private Mono<Void> putRight(WorkspaceId workspace, Contents contents) {
        var now = clock.instant();
        var reserved = Flux.fromIterable(contents.reserved())
                .filter(one -> !one.checkAt().isAfter(now))
                .concatMap(one -> loras.find(one.lora())
                        .map(Versioned::state)
                        .defaultIfEmpty(new Lora.None())
                        .flatMap(lora -> workspaces.send(workspace, answer(lora, one, now))));
        var released = Flux.fromIterable(contents.released())
                .filter(one -> !one.at().plus(Workspaces.FORGET_AFTER).isAfter(now))
                .concatMap(one -> loras.find(one.lora())
                        .filter(lora -> lora.state() instanceof Lora.Deleted)
                        .flatMap(_ -> workspaces.send(workspace, new Forget(one.lora()))));
        return reserved.thenMany(released).then();
    }

    private static WorkspaceCommand answer(Lora lora, Reservation reservation, Instant now) {
        return switch (lora) {
            case Lora.None _,Lora.Abandoned _,Lora.Rejected _,Lora.Deleted _ ->
                new Cancel(reservation.lora(), reservation.since());
            case Lora.Uploading _,Lora.Verifying _ ->
                new Keep(reservation.lora(), now.plus(WorkspaceLifeCycle.CHECK_AFTER));
            case Lora.Ready ready -> settled(ready, reservation);
            case Lora.Missing(var was, var _, var _) -> settled(was, reservation);
            case Lora.Deleting(var was, var _, var _) -> answer(was, reservation, now);
            case Lora.Discarded(var was, var _) -> answer(was, reservation, now);
        };
    }

    /** Another request's reservation for a LoRA that was counted long ago must not count it again. */
    private static WorkspaceCommand settled(Lora.Ready ready, Reservation reservation) {
        return ready.identity().createdAt().equals(reservation.since())
                ? new Settle(reservation.lora(), ready.proof().object().size(), reservation.since())
                : new Cancel(reservation.lora(), reservation.since());
    }

    private Mono<Void> empty(WorkspaceId workspace, Closing closing) {
        return loras.of(workspace, BATCH)
                .flatMap(this::end, AT_ONCE)
                .thenMany(Flux.fromIterable(closing.contents().reserved()))
                .concatMap(this::mayStillStart)
                .any(mayStill -> mayStill)
                .filter(mayStill -> !mayStill)
                .flatMap(_ -> loras.of(workspace, 1).hasElements())
                .filter(left -> !left)
                .flatMap(_ -> workspaces.send(workspace, new Empty()))
                .then();
    }

    /** A ticket asked for before the workspace closed may still come out, but only once, and not much later. */
    private Mono<Boolean> mayStillStart(Reservation reservation) {
        return clock.instant().isAfter(reservation.since().plus(WorkspaceLifeCycle.OUT_BY))
                ? Mono.just(false)
                : loras.find(reservation.lora()).hasElement().map(started -> !started);
    }

    /** What is being proven, or waits for its removal, is met again in the next round. */
    private Mono<?> end(LoraId lora) {
        var now = clock.instant();
        return loras.find(lora).flatMap(found -> switch (found.state()) {
            case Lora.Uploading _,Lora.Verifying _ -> loras.send(lora, new LoraCommand.Abandon());
            // Nobody is left who would look at a video that still needs it.
            case Lora.Kept _ -> loras.send(lora, new LoraCommand.Delete(now, now));
            case Lora.None _,Lora.Abandoned _,Lora.Deleting _,Lora.Discarded _,Lora.Deleted _ ->
                Mono.empty();
        });
    }
}
