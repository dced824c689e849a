package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.Topic;
import dev.lorikeet.trace.Step;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The event side of one service. Declare its aggregates, consumers and workers, then start: from there on every commit
 * is announced, every event of the declared topics is applied, and due work is done, through crashes of anything.
 */
public final class Delivery {
    private final String service;
    private final Engines engines;
    private final DeliveryLimits limits;
    private final DeliveryMeters meters;
    private final EventCodec codec = new EventCodec();
    private final Announcements announcements;
    private final DeadLetters deadLetters;
    private final Map<String, DocumentStore> collections = new LinkedHashMap<>();
    private final Map<String, List<String>> indexes = new LinkedHashMap<>();
    private final List<LeasedWork<?>> work = new ArrayList<>();
    private final List<Consumption> consumptions = new ArrayList<>();
    private final List<EventTail<?>> tails = new ArrayList<>();
    private final DocumentStore leases;
    private final MessageSpans tracing;
    private final OutboxRelay relay;
    private Disposable.Composite running = Disposables.composite();

    public Delivery(String service, Engines engines, DeliveryLimits limits, MeterRegistry registry) {
        this.service = service;
        this.engines = engines;
        this.limits = limits;
        this.meters = new DeliveryMeters(registry, engines.clock());
        this.announcements = new Announcements(codec, service, limits.commit().eventSize());
        this.deadLetters = new DeadLetters(engines.log(), engines.clock());
        this.leases = engines.collections().apply("leases");
        this.tracing = new MessageSpans(engines.spans());
        this.relay = new OutboxRelay(service, collections,
                new Leases(leases, engines.instance(), limits.relay().lease(), engines.clock()), engines.log(),
                limits.relay(), meters, tracing);
    }

    private record Consumption(Topic topic, EventConsumer<?> consumer) {}

    /** The store of one kind of aggregate. */
    public <S, R> AggregateStore<S, R> aggregate(AggregateType<S> type) {
        var documents = documents(type.collection());
        indexes.put(type.collection(), type.indexed());
        return new AggregateStore<>(type, documents, announcements, limits.commit(), engines.clock(),
                engines.spans(), id -> relay.hint(type.collection(), id));
    }

    /**
     * Publishes one event past every document, for the fact that a document could not be saved. Nothing tries again once
     * this has failed, and nothing keeps it in order with what is committed: {@code sequence} is the one that the lost
     * commit would have had.
     */
    public Mono<Void> announce(String collection, String id, long sequence, DomainEvent event) {
        return Mono.deferContextual(context -> engines.log()
                .append(announcements.direct(collection, id, sequence, engines.clock().instant(),
                        Step.in(context).map(Step::handOn), event)));
    }

    /**
     * Applies a topic's events as this service's group. The handler is one short commit and may run again for an event
     * that it has applied already: it compares sequences.
     */
    public <E extends DomainEvent> void consume(Topic topic, Class<E> family,
            Function<EventEnvelope<E>, Mono<?>> handler) {
        if (!topic.groups().contains(service)) {
            throw new IllegalArgumentException(service + " is not declared as a reader of " + topic);
        }
        consumptions.add(new Consumption(topic, new EventConsumer<>(topic, service, family, handler, codec,
                deadLetters, limits.consumer(), engines.scheduler(), meters, tracing)));
    }

    /**
     * Follows a topic on every instance, from so long ago until delivery stops. For what an instance has in memory: the
     * listener must be quick and must not block, hears every position once, and gets nothing a second time. A record
     * that is not an event of this family is counted and skipped.
     */
    public <E extends DomainEvent> void tail(Topic topic, Class<E> family, Duration past,
            Consumer<Tailed<EventEnvelope<E>>> listener) {
        tails.add(new EventTail<>(topic, family, past, listener, codec, meters));
    }

    /**
     * Reads a topic from its beginning, or each partition from its offset of {@code offsets}, past every group, until
     * cancelled. A record that is not an event of this family is counted and skipped.
     */
    public <E extends DomainEvent> Flux<Tailed<EventEnvelope<E>>> read(Topic topic, Class<E> family,
            Map<Integer, Long> offsets) {
        return new EventTail<>(topic, family, Duration.ZERO, _ -> {}, codec, meters).read(engines.log(), offsets);
    }

    /** Does what these aggregates say is due, on one instance at a time. */
    public <S> void work(AggregateType<S> type, Function<WorkItem<S>, Mono<?>> worker) {
        work(type, limits.work().parallel(), worker);
    }

    /** The same for work so heavy that an instance takes on only so many items at once. */
    public <S> void work(AggregateType<S> type, int parallel, Function<WorkItem<S>, Mono<?>> worker) {
        work.add(new LeasedWork<>(type, documents(type.collection()), worker, parallel, limits, engines, meters));
    }

    /** Gives up to this many dead letters of a topic another try; how many there were. */
    public Mono<Long> replay(Topic topic, int limit) {
        return Flux.fromIterable(consumptions)
                .filter(one -> one.topic() == topic)
                .concatMap(one -> deadLetters.replay(topic, limit, one.consumer(), service))
                .reduce(0L, Long::sum);
    }

    /** Whether somebody has said something by now that this service has not applied. */
    public Mono<Boolean> isBehind(Topic topic) {
        return engines.log().isBehind(topic.topicName(), service);
    }

    /** The topics this service reads. */
    public List<Topic> topics() {
        return consumptions.stream().map(Consumption::topic).toList();
    }

    private DocumentStore documents(String collection) {
        return collections.computeIfAbsent(collection, engines.collections());
    }

    /** Makes the indexes. Must have completed before {@link #start()}. */
    public Mono<Void> prepare() {
        return Flux.fromIterable(collections.values())
                .concatWithValues(leases)
                .concatMap(DocumentStore::prepare)
                .thenMany(Flux.fromIterable(indexes.entrySet()))
                .concatMap(entry -> Flux.fromIterable(entry.getValue())
                        .concatMap(documents(entry.getKey())::index))
                .then();
    }

    public void start() {
        var started = Disposables.composite();
        try {
            consumptions.forEach(one -> started.add(
                    engines.log().subscribe(one.topic().topicName(), service, one.consumer()::receive)));
        } catch (RuntimeException failure) {
            started.dispose();
            throw failure;
        }
        tails.forEach(tail -> started.add(tail.start(engines.log(), engines.clock())));
        work.forEach(items -> started.add(items.start()));
        relay.start(engines.scheduler());
        running = started;
    }

    /** Stops taking in and working, hands over what it was working on, publishes what is left, and ends its leases. */
    public Mono<Void> stop() {
        return Mono.<Void>fromRunnable(() -> running.dispose())
                .thenMany(Flux.fromIterable(work).flatMap(LeasedWork::handOver))
                .then(Mono.defer(relay::stop));
    }
}
