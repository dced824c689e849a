package dev.lorikeet.storage.hashing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.hashing.Hashing.Announced;
import dev.lorikeet.storage.hashing.Hashing.Digested;
import dev.lorikeet.storage.hashing.Hashing.Ended;
import dev.lorikeet.storage.hashing.Hashing.None;
import dev.lorikeet.storage.hashing.Hashing.Waiting;
import dev.lorikeet.storage.hashing.HashingLifeCycle.Command;
import dev.lorikeet.storage.hashing.HashingLifeCycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of a digest: when a LoRA is ready, one instance reads its whole object in the background and notes the
 * digests; then it looks for others of the workspace with the same bytes, and announces all of it. An instance that dies
 * in the middle leaves the object to be read again from its beginning.
 */
@Component
public class Hashings {
    public static final String COLLECTION = "hashings";
    /** Of one workspace, because what others have is nobody's business. */
    public static final String DIGEST = "digest";

    private static final AggregateType<Hashing> TYPE = AggregateType
            .of(COLLECTION, Hashing.class, (Hashing) new None())
            .listedBy(Hashings::listed)
            .dueAt(Hashings::dueAt);

    private final AggregateStore<Hashing, Refusal> hashings;
    private final Digester digester;
    private final HashingLimits limits;
    private final InstantSource clock;

    public Hashings(Delivery delivery, Digester digester, HashingLimits limits, InstantSource clock) {
        this.hashings = delivery.aggregate(TYPE);
        this.digester = digester;
        this.limits = limits;
        this.clock = clock;
        delivery.work(TYPE, limits.parallel(), this::work);
    }

    private static Map<String, Object> listed(Hashing hashing) {
        return switch (hashing) {
            case Digested(var _, var workspace, var _, var digests, var _) ->
                Map.of(DIGEST, key(workspace, digests.sha256()));
            case Announced(var _, var workspace, var _, var digests, var _) ->
                Map.of(DIGEST, key(workspace, digests.sha256()));
            case None _,Waiting _,Ended _ -> Map.of();
        };
    }

    private static String key(WorkspaceId workspace, Sha256 sha256) {
        return workspace.value() + "/" + sha256.value();
    }

    private static Optional<Instant> dueAt(Hashing hashing) {
        return switch (hashing) {
            case Waiting waiting -> Optional.of(waiting.since());
            case Digested digested -> Optional.of(digested.since());
            case None _,Announced _,Ended _ -> Optional.empty();
        };
    }

    public Mono<?> begin(LoraId lora, WorkspaceId workspace, StoredObject object, FileFormat format) {
        return send(lora, new Command.Begin(lora, workspace, object, format));
    }

    /** The object is going to be removed, and is nobody's duplicate any more. */
    public Mono<?> end(LoraId lora) {
        return send(lora, new Command.End());
    }

    private Mono<?> work(WorkItem<Hashing> item) {
        return switch (item.state()) {
            case Waiting(var lora, var _, var object, var format, var _) -> digester.digest(object, format)
                    .<Command>map(Command.Keep::new)
                    // The object is gone, and the sweep is there to notice it.
                    .defaultIfEmpty(new Command.End())
                    .flatMap(command -> send(lora, command));
            case Digested(var lora, var workspace, var _, var digests, var _) ->
                duplicates(lora, workspace, digests.sha256())
                        .flatMap(duplicates -> send(lora, new Command.Announce(duplicates)));
            case None _,Announced _,Ended _ -> Mono.empty();
        };
    }

    private Mono<List<LoraId>> duplicates(LoraId lora, WorkspaceId workspace, Sha256 sha256) {
        return hashings.listed(DIGEST, key(workspace, sha256), limits.duplicates() + 1)
                .map(LoraId::new)
                .filter(other -> !other.equals(lora))
                .take(limits.duplicates())
                .collectList();
    }

    private Mono<?> send(LoraId lora, Command command) {
        return hashings.change(lora.value(), state -> HashingLifeCycle.decide(state, command, clock.instant()));
    }
}
