package dev.lorikeet.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.DocumentWrite;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.ForwardedDocuments;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.LoraEvent;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.Topic;
import dev.lorikeet.storage.mirror.Volumes;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import dev.lorikeet.storage.objects.ObjectStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Instances of the service on twins of its engines, in virtual time that begins at noon. */
public final class Instances {
    public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    public static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofSeconds(3);

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final InstantSource clock = this::now;
    private final InMemoryEventLog log = new InMemoryEventLog(scheduler, DeliveryLimits.defaults().backOff());
    private final InMemoryObjectStore bucket = new InMemoryObjectStore(clock);
    private final Map<String, DocumentStore> collections = new HashMap<>();
    private Duration skipped = Duration.ZERO;
    private int sequence;
    private Optional<String> last = Optional.empty();

    /** One of them, until it dies. */
    public record Instance(Worker worker, Delivery delivery, AtomicBoolean dead) {
        /** What it still wants to say reaches nobody. */
        public void die() {
            dead.set(true);
            delivery.stop().subscribe();
        }
    }

    public Instance start(String name) {
        return start(name, bucket, Map.of());
    }

    /**
     * Starts one more.
     *
     * @param seen the bucket as this instance sees it
     */
    public Instance start(String name, ObjectStore seen, Map<String, String> settings) {
        return start(name, seen, new Volumes(Map.of()), settings);
    }

    /** The same with network volumes. */
    public Instance start(String name, ObjectStore seen, Volumes volumes, Map<String, String> settings) {
        var dead = new AtomicBoolean();
        var delivery = new Delivery("storage-worker",
                new Engines(collection -> collection(collection, dead), log, clock, scheduler, name),
                DeliveryLimits.defaults(), new SimpleMeterRegistry());
        var worker = Worker.on(delivery, seen, volumes, clock, scheduler, impatient(settings));
        delivery.start();
        return new Instance(worker, delivery, dead);
    }

    /** An event that was not heard for the time of grace never will be, unless a test says otherwise. */
    private static Map<String, String> impatient(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("lorikeet.sweep.unheard", "2h"));
        all.putAll(settings);
        return all;
    }

    private DocumentStore collection(String name, AtomicBoolean dead) {
        return new ForwardedDocuments(collections.computeIfAbsent(name, InMemoryDocumentStore::new)) {
            @Override
            protected <T> Mono<T> pass(Supplier<Mono<T>> call) {
                return dead.get() ? Mono.never() : super.pass(call);
            }

            @Override
            public Mono<Boolean> write(DocumentWrite write) {
                return super.write(write).doOnNext(_ -> {
                    if (last.filter(status -> status.equals(write.state().get("status"))).isPresent()) {
                        last = Optional.empty();
                        dead.set(true);
                    }
                });
            }
        };
    }

    /** Whoever commits this next says nothing to the database any more; the rest of it is for {@link Instance#die}. */
    public void dieAfterCommitting(String status) {
        last = Optional.of(status);
    }

    public InMemoryObjectStore bucket() {
        return bucket;
    }

    public Instant now() {
        return NOON.plus(skipped).plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
    }

    public void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    /** For what takes its time. */
    public Mono<Void> later(Duration time) {
        return Mono.delay(time, scheduler).then();
    }

    /** Hours in which nothing happens; at their end everything that is due is done. */
    public void skip(Duration time) {
        skipped = skipped.plus(time);
        pass(A_MOMENT);
    }

    /** Is said now and heard later. */
    public void says(LoraEvent event) {
        sequence++;
        log.append(new EventCodec().encode(new EventEnvelope<>(event.subject() + "." + sequence, "/lora-api/loras",
                sequence, now(), null, event))).block(LIMIT);
    }

    /** Is said by generation-service now and heard a moment later. */
    public void happens(GenerationEvent event) {
        sequence++;
        log.append(new EventCodec().encode(new EventEnvelope<>(event.subject() + "." + sequence,
                "/generation-service/presences", sequence, now(), null, event))).block(LIMIT);
        pass(A_MOMENT);
    }

    public void happens(LoraEvent event) {
        says(event);
        pass(A_MOMENT);
    }

    public List<StorageEvent> announced() {
        var codec = new EventCodec();
        return log.records(Topic.STORAGE_EVENTS.topicName())
                .stream()
                .map(codec::decode)
                .map(decoded -> (StorageEvent) ((Decoded.Known) decoded).envelope().event())
                .toList();
    }

    public <E extends StorageEvent> Stream<E> announced(Class<E> kind) {
        return announced().stream().filter(kind::isInstance).map(kind::cast);
    }
}
