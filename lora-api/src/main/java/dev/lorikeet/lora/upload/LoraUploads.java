package dev.lorikeet.lora.upload;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Ids;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WorkspaceId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of an upload: a ticket is issued, the client stores the bytes and says so, storage-worker proves or refuses
 * them, and the LoRA is ready or rejected.
 */
@Component
public class LoraUploads {
    private static final AggregateType<Lora> LORAS = AggregateType.of("loras", Lora.class, (Lora) new Lora.None());
    private static final Duration TICKET = Duration.ofHours(1);
    private static final int LONGEST_NAME = 100;
    /** By the hour, so that looking for objects nobody claims costs what was uploaded, not what is stored. */
    private static final DateTimeFormatter BY_HOUR = DateTimeFormatter.ofPattern("yyyyMMdd/HH", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final AggregateStore<Lora, LoraRefusal> loras;
    private final InstantSource clock;
    private final Ids ids;

    public LoraUploads(Delivery delivery, InstantSource clock, Ids ids) {
        this.loras = delivery.aggregate(LORAS);
        this.clock = clock;
        this.ids = ids;
        delivery.consume(Topic.STORAGE_EVENTS, StorageEvent.class, envelope -> settle(envelope.event()));
    }

    public Mono<Outcome<Lora, LoraRefusal>> start(WorkspaceId workspace, String name, String fileName, long size) {
        var lora = new LoraId(ids.next());
        var now = clock.instant();
        var key = new ObjectKey(
                "loras/" + BY_HOUR.format(now) + "/" + workspace.value() + "/" + lora.value() + "/" + safe(fileName));
        var identity = new Lora.Identity(lora, workspace, name, new ExpectedObject(key, fileName, size, null, null));
        return send(lora, new LoraCommand.Start(identity, now.plus(TICKET)));
    }

    /** The name is for people who look into the bucket; nothing relies on it, and nothing in it may mean anything. */
    private static String safe(String fileName) {
        var plain = fileName.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("\\.{2,}", ".");
        return plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }

    public Mono<Outcome<Lora, LoraRefusal>> complete(LoraId lora) {
        return send(lora, new LoraCommand.Complete());
    }

    public Mono<Lora> find(LoraId lora) {
        return loras.find(lora.value()).map(AggregateStore.Versioned::state);
    }

    /** A late or repeated message is refused by the life cycle, and that is the end of it. */
    private Mono<?> settle(StorageEvent event) {
        return switch (event) {
            case StorageEvent.ObjectVerified(var lora, var object, var facts) ->
                send(lora, new LoraCommand.Prove(object, facts));
            case StorageEvent.ObjectRefused(var lora, var key, var reason) ->
                send(lora, new LoraCommand.Refuse(key, reason));
            case StorageEvent.ObjectMissing(var lora, var key) -> send(lora, new LoraCommand.Refuse(key,
                    new Reason("OBJECT_MISSING",
                            "The file is not in the bucket, or was replaced. Please upload it again.")));
            case StorageEvent.ObjectHashed _,StorageEvent.ObjectRemoved _ -> Mono.empty();
        };
    }

    private Mono<Outcome<Lora, LoraRefusal>> send(LoraId lora, LoraCommand command) {
        return loras.change(lora.value(), state -> LoraLifeCycle.decide(state, command, clock.instant()));
    }
}
