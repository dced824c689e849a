package dev.lorikeet.storage.removal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.removal.Removal.Due;
import dev.lorikeet.storage.removal.Removal.Gone;
import dev.lorikeet.storage.removal.Removal.None;
import dev.lorikeet.storage.removal.Removal.Removed;
import dev.lorikeet.storage.removal.RemovalLifeCycle.Command;
import dev.lorikeet.storage.removal.RemovalLifeCycle.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of a removal: it is noted that nobody wants an object any more, one instance empties the bucket of it within
 * a lease, and what is gone is committed together with its announcement. While the bucket does not answer, the removal
 * stays due. When no URL to the object is valid any more, somebody makes sure that it is still gone.
 */
@Component
public class Removals {
    private static final AggregateType<Removal> TYPE = AggregateType
            .of("removals", Removal.class, (Removal) new None())
            .dueAt(Removals::dueAt);

    private final AggregateStore<Removal, Refusal> removals;
    private final ObjectStore objects;
    private final RemovalLimits limits;
    private final InstantSource clock;

    public Removals(Delivery delivery, ObjectStore objects, RemovalLimits limits, InstantSource clock) {
        this.removals = delivery.aggregate(TYPE);
        this.objects = objects;
        this.limits = limits;
        this.clock = clock;
        delivery.work(TYPE, this::remove);
    }

    private static Optional<Instant> dueAt(Removal removal) {
        return switch (removal) {
            case Due due -> Optional.of(due.since());
            case Removed removed -> Optional.of(removed.lookAgain());
            case None _,Gone _ -> Optional.empty();
        };
    }

    /** To be asked only when the record says that the object may go; this cannot be taken back. */
    public Mono<?> ask(LoraId lora, ObjectKey key, @Nullable String uploadId) {
        return send(lora, new Command.Ask(lora, key, uploadId));
    }

    private Mono<?> remove(WorkItem<Removal> item) {
        return switch (item.state()) {
            case Due(var lora, var key, var uploadId, var _) -> empty(key, uploadId).then(Mono.defer(
                    () -> send(lora, new Command.Finish(clock.instant().plus(limits.lookAgainAfter())))));
            case Removed(var lora, var key, var uploadId, var _) ->
                empty(key, uploadId).then(send(lora, new Command.Close()));
            case None _,Gone _ -> Mono.empty();
        };
    }

    /** The upload goes first: as long as it is open, it could still become an object. */
    private Mono<Void> empty(ObjectKey key, @Nullable String uploadId) {
        var aborted = uploadId == null ? Mono.<Void>empty() : objects.abort(key, uploadId);
        return aborted.then(objects.remove(key)).then(objects.remove(Keys.thumbnail(key)));
    }

    private Mono<?> send(LoraId lora, Command command) {
        return removals.change(lora.value(),
                state -> RemovalLifeCycle.decide(state, command, clock.instant()));
    }
}
