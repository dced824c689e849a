package dev.lorikeet.lora.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.KeyTaken;
import dev.lorikeet.delivery.Listing;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.Lora.Abandoned;
import dev.lorikeet.lora.lifecycle.Lora.Deleted;
import dev.lorikeet.lora.lifecycle.Lora.Deleting;
import dev.lorikeet.lora.lifecycle.Lora.Discarded;
import dev.lorikeet.lora.lifecycle.Lora.Missing;
import dev.lorikeet.lora.lifecycle.Lora.None;
import dev.lorikeet.lora.lifecycle.Lora.Ready;
import dev.lorikeet.lora.lifecycle.Lora.Rejected;
import dev.lorikeet.lora.lifecycle.Lora.Uploading;
import dev.lorikeet.lora.lifecycle.Lora.Verifying;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** All LoRAs: finds one, sends it a command, and gives it a name that no other one of its workspace has. */
@Component
public class Loras {
    /** A ticket that is not decided on by then never will be, so that what was reserved for it can be given back. */
    public static final Duration START_WITHIN = Duration.ofSeconds(30);

    public static final String COLLECTION = "loras";

    static final AggregateType<Lora> TYPE = AggregateType.of(COLLECTION, Lora.class, (Lora) new None())
            .listedBy(ListFields::of)
            .indexedBy(ListFields.SHARD)
            .uniqueBy(Loras::nameKey)
            .dueAt(Loras::dueAt);
    /** More of one name than anybody can tell apart by a number. */
    private static final int MOST_NAMESAKES = 1_000;
    private static final int LONGEST_NAME = 200;
    /** Each lost one gave the name to somebody, so this is how many may ask for the same name at the same moment. */
    private static final int MOST_RACES = 100;

    private final AggregateStore<Lora, LoraRefusal> store;
    private final InstantSource clock;

    public Loras(Delivery delivery, InstantSource clock) {
        this.store = delivery.aggregate(TYPE);
        this.clock = clock;
    }

    /** Empty for one that never was; one that is gone has left a tombstone. */
    public Mono<Versioned<Lora>> find(LoraId lora) {
        return store.find(lora.value());
    }

    public Mono<Outcome<Lora, LoraRefusal>> send(LoraId lora, LoraCommand command) {
        return command instanceof LoraCommand.Start
                ? store.create(lora.value(), state -> LoraLifeCycle.decide(state, command, clock.instant()))
                : store.change(lora.value(), state -> LoraLifeCycle.decide(state, command, clock.instant()));
    }

    /** The LoRA as it is after a command, or why it was refused. */
    public static Mono<Lora.Known> known(Outcome<Lora, LoraRefusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<Lora, LoraRefusal>(Lora.Known known, var _, var _) -> Mono.just(known);
            case Outcome.Done<Lora, LoraRefusal> _ -> Mono.error(Refused.because(CommonProblem.NOT_FOUND));
            case Outcome.Refused<Lora, LoraRefusal>(var reason) -> Mono.error(reason.refused());
        };
    }

    /** Those of a workspace that have not come to their end. */
    public Flux<LoraId> of(WorkspaceId workspace, int limit) {
        return store.listed(ListFields.WORKSPACE, workspace.value(), limit).map(LoraId::new);
    }

    /** Those of a shard of the catalogue, by id, beyond {@code after}. */
    public Flux<Listing> inShard(int shard, String after, int limit) {
        return store.listings(ListFields.SHARD, CatalogueShards.text(shard), after, limit);
    }

    /** Tells the catalogue once more what it has told of this LoRA. */
    public Mono<?> announceAgain(LoraId lora) {
        return store.change(lora.value(), CatalogueEntries::again);
    }

    /** A state as it lies in its document, for lists. */
    public static Lora read(Map<String, Object> state) {
        return TYPE.read(state);
    }

    /** Calls the worker for each whose time has come. */
    public static void work(Delivery delivery, Function<WorkItem<Lora>, Mono<?>> worker) {
        delivery.work(TYPE, worker);
    }

    /**
     * Sends a command that names the LoRA; where that name is taken, sends it with a number behind the name, and again
     * if somebody else was faster. No other command needs this: none takes a name that the LoRA does not have already.
     */
    public Mono<Outcome<Lora, LoraRefusal>> sendNamed(LoraId lora, WorkspaceId workspace, String name,
            Function<String, LoraCommand> command) {
        return send(lora, command.apply(name))
                .onErrorResume(KeyTaken.class, _ -> Mono.defer(() -> numbered(lora, workspace, name))
                        .flatMap(free -> send(lora, command.apply(free)))
                        .retryWhen(Retry.max(MOST_RACES)
                                .filter(KeyTaken.class::isInstance)
                                .onRetryExhaustedThrow((_, signal) -> signal.failure())))
                .onErrorResume(KeyTaken.class, _ -> send(lora, command.apply(suffixed(name, lora.value()))));
    }

    /** The first number that is free; where a LoRA has one already, that one. */
    private Mono<String> numbered(LoraId lora, WorkspaceId workspace, String name) {
        var own = find(lora).map(known -> nameKey(known.state()).orElse("")).defaultIfEmpty("");
        var taken = store.uniqueKeys(key(workspace, stem(name) + " ("), MOST_NAMESAKES).collectList();
        return Mono.zip(own, taken, (mine, all) -> {
            var others = new HashSet<>(all);
            others.remove(mine);
            return IntStream.rangeClosed(2, MOST_NAMESAKES)
                    .mapToObj(number -> stem(name) + " (" + number + ")")
                    .filter(candidate -> !others.contains(key(workspace, candidate)))
                    .findFirst()
                    .orElseGet(() -> suffixed(name, lora.value()));
        });
    }

    /** The same for all numbers, so that one look at the index finds them all. */
    private static String stem(String name) {
        return cut(name, LONGEST_NAME - " (1000)".length());
    }

    private static String suffixed(String name, String suffix) {
        return cut(name, LONGEST_NAME - suffix.length() - 3) + " (" + suffix + ")";
    }

    private static String cut(String name, int most) {
        int length = name.codePointCount(0, name.length());
        return length <= most ? name : name.substring(0, name.offsetByCodePoints(0, most)).stripTrailing();
    }

    /** Who is seen by others has a name; who was refused gives it back, so that the next try may have it. */
    static Optional<String> nameKey(Lora lora) {
        return switch (lora) {
            case Uploading(var identity, var description, var _, var _) ->
                Optional.of(key(identity.workspace(), description.name()));
            case Verifying(var identity, var description, var _) ->
                Optional.of(key(identity.workspace(), description.name()));
            case Ready ready -> Optional.of(key(ready.identity().workspace(), ready.description().name()));
            case Missing(var was, var _, var _) -> nameKey(was);
            case Deleting(var was, var _, var _) -> nameKey(was);
            case None _,Abandoned _,Rejected _,Discarded _,Deleted _ -> Optional.empty();
        };
    }

    private static String key(WorkspaceId workspace, String name) {
        return workspace.value() + "/" + ListFields.folded(name);
    }

    private static Optional<Instant> dueAt(Lora lora) {
        return switch (lora) {
            case Uploading uploading -> Optional.of(uploading.expiresAt());
            case Deleting deleting -> Optional.of(deleting.over());
            case None _,Verifying _,Abandoned _,Ready _,Missing _,Rejected _,Discarded _,Deleted _ -> Optional.empty();
        };
    }
}
