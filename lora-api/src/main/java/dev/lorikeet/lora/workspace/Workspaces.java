package dev.lorikeet.lora.workspace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.web.LoraProblem;
import dev.lorikeet.lora.workspace.Workspace.Closing;
import dev.lorikeet.lora.workspace.Workspace.Contents;
import dev.lorikeet.lora.workspace.Workspace.Open;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Cancel;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Release;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Reserve;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Settle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The accounts: room is reserved before a ticket comes out, becomes used when the LoRA is proven, and is given back at
 * every other end. {@link WorkspaceSchedule} gives back what a crash left reserved.
 */
@Component
public class Workspaces {
    static final AggregateType<Workspace> TYPE = AggregateType
            .of("workspaces", Workspace.class, (Workspace) new Open(Contents.NONE))
            .dueAt(Workspaces::dueAt);

    /** Long after a release would be refused as stale. */
    static final Duration FORGET_AFTER = WorkspaceLifeCycle.FRESH.multipliedBy(5);

    /** The other request may have died: whoever tries ten times must not have given up when its room is free again. */
    private static final Duration ASKED_AGAIN_AFTER = WorkspaceLifeCycle.OUT_BY.dividedBy(8);

    private final AggregateStore<Workspace, WorkspaceRefusal> store;
    private final QuotaLimits limits;
    private final InstantSource clock;

    public Workspaces(Delivery delivery, QuotaLimits limits, InstantSource clock) {
        this.store = delivery.aggregate(TYPE);
        this.limits = limits;
        this.clock = clock;
    }

    /** Fails with {@link Refused} if there is no room. {@code since} is when the ticket was asked for. */
    public Mono<Void> reserve(WorkspaceId workspace, LoraId lora, long size, Instant since) {
        return send(workspace, new Reserve(lora, size, since, limits.room()))
                .flatMap(outcome -> switch (outcome) {
                    case Outcome.Done<Workspace, WorkspaceRefusal> _ -> Mono.empty();
                    case Outcome.Refused<Workspace, WorkspaceRefusal>(var reason) -> Mono.error(refused(reason, size));
                });
    }

    private Refused refused(WorkspaceRefusal reason, long size) {
        return switch (reason) {
            case QUOTA_EXCEEDED -> Refused.because(LoraProblem.QUOTA_EXCEEDED, "The workspace may hold "
                    + limits.bytes().toBytes() + " bytes in " + limits.loras() + " LoRAs; there is no room for "
                    + size + " bytes more.");
            case TOO_MANY_UPLOADS -> Refused.because(LoraProblem.TOO_MANY_UPLOADS, "A workspace may have "
                    + limits.openUploads() + " uploads open at the same time.");
            case CLOSING -> Refused.because(LoraProblem.WORKSPACE_CLOSING);
            case IN_PROGRESS -> Refused.later(CommonProblem.UNAVAILABLE, ASKED_AGAIN_AFTER, null);
            case STALE -> Refused.later(CommonProblem.UNAVAILABLE, Duration.ofSeconds(1), null);
        };
    }

    /** The LoRA is proven. */
    public Mono<Void> settle(Lora.Ready ready) {
        var identity = ready.identity();
        return send(identity.workspace(), new Settle(identity.lora(), ready.proof().object().size(),
                identity.createdAt())).then();
    }

    /** Nothing will come of this ticket. */
    public Mono<Void> cancel(Lora.Identity ticket) {
        return cancel(ticket.workspace(), ticket.lora(), ticket.createdAt());
    }

    /** Nothing will come of the ticket that was asked for at this time. */
    public Mono<Void> cancel(WorkspaceId workspace, LoraId lora, Instant since) {
        return send(workspace, new Cancel(lora, since)).then();
    }

    /** The object of a proven LoRA is gone. Call it before the LoRA is a tombstone, with the time it was read at. */
    public Mono<Void> release(Lora.Ready was, Instant readAt) {
        var identity = was.identity();
        return send(identity.workspace(), new Release(identity.lora(), was.proof().object().size(),
                identity.createdAt(), readAt))
                .flatMap(outcome -> outcome instanceof Outcome.Refused
                        ? Mono.error(new Unavailable("the account of a workspace was fought over for too long",
                                Duration.ofSeconds(1)))
                        : Mono.empty());
    }

    Mono<Outcome<Workspace, WorkspaceRefusal>> send(WorkspaceId workspace, WorkspaceCommand command) {
        return store.change(workspace.value(),
                state -> WorkspaceLifeCycle.decide(state, command, clock.instant()));
    }

    Mono<Workspace> find(WorkspaceId workspace) {
        return store.find(workspace.value())
                .map(AggregateStore.Versioned::state)
                .defaultIfEmpty(new Open(Contents.NONE));
    }

    QuotaLimits limits() {
        return limits;
    }

    private static Optional<Instant> dueAt(Workspace workspace) {
        return switch (workspace) {
            case Open(var contents) -> Stream.concat(
                    contents.reserved().stream().map(Workspace.Reservation::checkAt),
                    contents.released().stream().map(one -> one.at().plus(FORGET_AFTER)))
                    .min(Instant::compareTo);
            case Closing closing -> Optional.of(closing.since());
        };
    }
}
