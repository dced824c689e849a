package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Twins of every engine on one virtual clock, and instances of services on them. */
final class World {
    static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    static final Duration LIMIT = Duration.ofMinutes(1);

    final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    final InstantSource clock = () -> START.plusMillis(scheduler.now(TimeUnit.MILLISECONDS));
    final InMemoryEventLog log = new InMemoryEventLog(scheduler, clock, DeliveryLimits.defaults().backOff());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, DocumentStore> collections = new HashMap<>();
    private final List<Runnable> healing = new ArrayList<>();
    private final Set<String> cutOff = new HashSet<>();
    private final UnaryOperator<DocumentStore> wrapping;
    private final EventLog reached;

    World() {
        this(store -> store);
    }

    World(UnaryOperator<DocumentStore> wrapping) {
        this.wrapping = wrapping;
        this.reached = log;
    }

    /** Everything fails now and then, until {@link #heal()}. */
    World(Random chance, double faultRate) {
        var faultyLog = new FaultyEventLog(log, chance, faultRate, scheduler);
        healing.add(faultyLog::heal);
        this.reached = faultyLog;
        this.wrapping = store -> {
            var faulty = new FaultyDocumentStore(store, chance, faultRate);
            healing.add(faulty::heal);
            return faulty;
        };
    }

    void heal() {
        healing.forEach(Runnable::run);
    }

    /** Must be said before the instance is made. */
    void kafkaIsAwayFor(String instance) {
        cutOff.add(instance);
    }

    DocumentStore collection(String name) {
        return collections.computeIfAbsent(name, key -> wrapping.apply(new InMemoryDocumentStore(key)));
    }

    Delivery service(String name, String instance) {
        return new Delivery(name, new Engines(this::collection, logOf(instance), clock, scheduler, instance),
                DeliveryLimits.defaults(), meters);
    }

    private EventLog logOf(String instance) {
        if (!cutOff.contains(instance)) {
            return reached;
        }
        var away = new FaultyEventLog(log, new Random(), 1, scheduler);
        healing.add(away::heal);
        return away;
    }

    void pass(Duration time) {
        scheduler.advanceTimeBy(time);
    }

    static AggregateStore<Tally, String> tallies(Delivery delivery) {
        return delivery.aggregate(Tally.TYPE);
    }

    static Mono<Outcome<Tally, String>> add(AggregateStore<Tally, String> tallies, String id) {
        return add(tallies, id, null);
    }

    static Mono<Outcome<Tally, String>> add(AggregateStore<Tally, String> tallies, String id,
            @Nullable Instant reminder) {
        return tallies.change(id, tally -> Tally.add(tally, new LoraId(id), reminder));
    }

    List<Long> sequences(String id) {
        return published(id).map(EventEnvelope::sequence).toList();
    }

    Stream<EventEnvelope<?>> published(String id) {
        var codec = new EventCodec();
        return log.records(Topic.LORA_EVENTS.topicName())
                .stream()
                .map(codec::decode)
                .<EventEnvelope<?>>map(decoded -> ((Decoded.Known) decoded).envelope())
                .filter(envelope -> envelope.event().subject().equals(id));
    }

    double counted(String meter, String... tags) {
        return meters.counter(meter, tags).count();
    }
}
