package dev.lorikeet.lora.lifecycle;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.KeyTaken;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
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
    /** A ticket that is not out by then never will be, so that what was reserved for it can be given to another. */
    public static final Duration START_WITHIN = Duration.ofSeconds(30);

    public static final String COLLECTION = "loras";

    private static final AggregateType<Lora> TYPE = AggregateType.of(COLLECTION, Lora.class, (Lora) new None())
            .listedBy(ListFields::of)
            .uniqueBy(Loras::nameKey)
            .dueAt(Loras::dueAt);
    /** More copies of one name than anybody can tell apart. */
    private static final int MOST_NAMESAKES = 1_000;
    private static final int LONGEST_NAME = 200;
    /** As many may ask for the same name at the same time. */
    private static final int MOST_RACES = 50;

    private final AggregateStore<Lora, LoraRefusal> store;
    private final InstantSource clock;

    public Loras(Delivery delivery, InstantSource clock) {
        this.store = delivery.aggregate(TYPE);
        this.clock = clock;
    }

    /** Empty for one that never was, and for one that is gone. */
    public Mono<Versioned<Lora>> find(LoraId lora) {
        return store.find(lora.value());
    }

    public Mono<Outcome<Lora, LoraRefusal>> send(LoraId lora, LoraCommand command) {
        return store.change(lora.value(), state -> LoraLifeCycle.decide(state, command, clock.instant()));
    }

    /** Those of a workspace that have not come to their end. */
    public Flux<LoraId> of(WorkspaceId workspace, int limit) {
        return store.listed(ListFields.WORKSPACE, workspace.value(), limit).map(LoraId::new);
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
     * if somebody else was faster.
     */
    public Mono<Outcome<Lora, LoraRefusal>> sendNamed(LoraId lora, WorkspaceId workspace, String name,
            Function<String, LoraCommand> command) {
        return send(lora, command.apply(name))
                .onErrorResume(KeyTaken.class, _ -> numbered(workspace, name)
                        .flatMap(free -> send(lora, command.apply(free)))
                        .retryWhen(Retry.max(MOST_RACES)
                                .filter(KeyTaken.class::isInstance)
                                .onRetryExhaustedThrow((_, signal) -> new Unavailable(
                                        "too many want the same name at once", signal.failure()))));
    }

    private Mono<String> numbered(WorkspaceId workspace, String name) {
        var stem = name.substring(0, name.offsetByCodePoints(0,
                Math.min(name.codePointCount(0, name.length()), LONGEST_NAME - " (1000)".length())));
        var prefix = key(workspace, stem + " (");
        return store.uniqueKeys(prefix, MOST_NAMESAKES)
                .map(key -> number(key.substring(prefix.length())))
                .reduce(1, Math::max)
                .map(highest -> stem + " (" + (highest + 1) + ")");
    }

    private static int number(String suffix) {
        return suffix.matches("\\d{1,6}\\)") ? Integer.parseInt(suffix.substring(0, suffix.length() - 1)) : 1;
    }

    /** Who is seen by others has a name; who was refused gives it back, so that the next try may have it. */
    private static Optional<String> nameKey(Lora lora) {
        return switch (lora) {
            case Uploading(var identity, var description, var _, var _) ->
                Optional.of(key(identity.workspace(), description.name()));
            case Verifying(var identity, var description, var _) ->
                Optional.of(key(identity.workspace(), description.name()));
            case Ready ready -> Optional.of(key(ready.identity().workspace(), ready.description().name()));
            case Missing(var was, var _) -> nameKey(was);
            case Deleting(var was, var _) -> nameKey(was);
            case None _,Abandoned _,Rejected _,Discarded _,Deleted _ -> Optional.empty();
        };
    }

    private static String key(WorkspaceId workspace, String name) {
        return workspace.value() + "/" + Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static Optional<Instant> dueAt(Lora lora) {
        return switch (lora) {
            case Uploading uploading -> Optional.of(uploading.expiresAt());
            case Deleting deleting -> Optional.of(deleting.undoUntil());
            case None _,Verifying _,Abandoned _,Ready _,Missing _,Rejected _,Discarded _,Deleted _ -> Optional.empty();
        };
    }
}
