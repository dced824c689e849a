package dev.lorikeet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.lorikeet.event.WireRecord;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The twin of Kafka: partitioned topics, group positions that survive a subscription, fenced publishers. */
public final class InMemoryEventLog implements EventLog {
    private static final int PARTITIONS = 3;
    private static final Duration POLL = Duration.ofMillis(10);

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final DeliveryLimits.BackOff backOff;
    private final Map<String, List<WireRecord>> partitions = new HashMap<>();
    private final Map<String, List<Instant>> times = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final Map<String, Object> assigned = new HashMap<>();

    /** On the scheduler's own time. */
    public InMemoryEventLog(Scheduler scheduler, DeliveryLimits.BackOff backOff) {
        this(scheduler, () -> Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS)), backOff);
    }

    public InMemoryEventLog(Scheduler scheduler, InstantSource clock, DeliveryLimits.BackOff backOff) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.backOff = backOff;
    }

    @Override
    public Mono<Publisher> open(String name) {
        return Mono.fromCallable(() -> new FencedTwin(name, nextEpoch(name)));
    }

    private synchronized int nextEpoch(String name) {
        return epochs.merge(name, 1, Integer::sum);
    }

    private final class FencedTwin implements Publisher {
        private final String name;
        private final int epoch;

        FencedTwin(String name, int epoch) {
            this.name = name;
            this.epoch = epoch;
        }

        @Override
        public Mono<Void> publish(List<WireRecord> records) {
            return Mono.fromRunnable(() -> publishNow(name, epoch, records));
        }

        @Override
        public Mono<Void> close() {
            return Mono.empty();
        }
    }

    private synchronized void publishNow(String name, int epoch, List<WireRecord> records) {
        if (!Integer.valueOf(epoch).equals(epochs.get(name))) {
            throw new Fenced(name);
        }
        records.forEach(this::add);
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return Mono.fromRunnable(() -> add(record));
    }

    private synchronized void add(WireRecord record) {
        var partition = record.topic() + "-" + Math.floorMod(record.key().hashCode(), PARTITIONS);
        partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(record);
        times.computeIfAbsent(partition, _ -> new ArrayList<>()).add(clock.instant());
    }

    /** Everything on a topic, in the order of each key. */
    public synchronized List<WireRecord> records(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> partitions.getOrDefault(topic + "-" + partition, List.of()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Disposable subscribe(String topic, String group, Function<WireRecord, Mono<Void>> handler) {
        var all = Disposables.composite();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            all.add(follow(topic + "-" + partition, group, handler));
        }
        return all;
    }

    private Disposable follow(String partition, String group, Function<WireRecord, Mono<Void>> handler) {
        var member = new Object();
        return Flux.interval(POLL, scheduler)
                .onBackpressureLatest()
                .filter(_ -> isAssigned(group + "@" + partition, member))
                .concatMap(_ -> deliverAll(partition, group, handler), 0)
                .doFinally(_ -> leave(group + "@" + partition, member))
                .subscribe();
    }

    /** A partition belongs to one member of a group until that one leaves. */
    private synchronized boolean isAssigned(String groupPartition, Object member) {
        return assigned.putIfAbsent(groupPartition, member) == null || member.equals(assigned.get(groupPartition));
    }

    private synchronized void leave(String groupPartition, Object member) {
        assigned.remove(groupPartition, member);
    }

    private Mono<Void> deliverAll(String partition, String group, Function<WireRecord, Mono<Void>> handler) {
        return Mono.defer(() -> {
            var record = next(partition, group);
            return record.isEmpty()
                    ? Mono.<Void>empty()
                    : deliver(record.getFirst(), 1, handler)
                            .then(Mono.fromRunnable(() -> advance(partition, group)))
                            .then(deliverAll(partition, group, handler));
        });
    }

    private Mono<Void> deliver(WireRecord record, int attempt, Function<WireRecord, Mono<Void>> handler) {
        return Mono.defer(() -> handler.apply(record))
                .onErrorResume(_ -> Mono.delay(backOff.after(attempt), scheduler)
                        .then(deliver(record, attempt + 1, handler)));
    }

    private synchronized List<WireRecord> next(String partition, String group) {
        int position = positions.getOrDefault(group + "@" + partition, 0);
        var records = partitions.getOrDefault(partition, List.of());
        return position < records.size() ? List.of(records.get(position)) : List.of();
    }

    private synchronized void advance(String partition, String group) {
        positions.merge(group + "@" + partition, 1, Integer::sum);
    }

    @Override
    public Flux<Tailed<WireRecord>> tail(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        return Flux.defer(() -> {
            var positions = starts(topic, offsets, otherwise);
            var caughtUp = Mono.<Tailed<WireRecord>>fromCallable(Tailed.CaughtUp::new);
            var old = Flux.defer(() -> Flux.fromIterable(newer(topic, positions)));
            var live = Flux.interval(POLL, scheduler)
                    .onBackpressureDrop()
                    .concatMapIterable(_ -> newer(topic, positions), 1);
            return Flux.concat(Mono.just(new Tailed.Began<>(positions)), old, caughtUp, live);
        });
    }

    private synchronized SortedMap<Integer, Long> starts(String topic, Map<Integer, Long> offsets, Instant otherwise) {
        var starts = new TreeMap<Integer, Long>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long older = times.getOrDefault(topic + "-" + partition, List.of())
                    .stream()
                    .takeWhile(time -> time.isBefore(otherwise))
                    .count();
            starts.put(partition, offsets.getOrDefault(partition, older));
        }
        return starts;
    }

    /** Moves the positions to the end. */
    private synchronized List<Tailed<WireRecord>> newer(String topic, SortedMap<Integer, Long> positions) {
        var newer = new ArrayList<Tailed<WireRecord>>();
        positions.replaceAll((partition, position) -> {
            var records = partitions.getOrDefault(topic + "-" + partition, List.of());
            for (int offset = position.intValue(); offset < records.size(); offset++) {
                newer.add(new Tailed.Item<>(partition, offset, records.get(offset)));
            }
            return (long) records.size();
        });
        return newer;
    }

    @Override
    public Mono<Long> drain(String topic, String group, int limit, Function<WireRecord, Mono<Void>> handler) {
        return Flux.range(0, PARTITIONS)
                .map(partition -> topic + "-" + partition)
                .concatMap(partition -> Flux.defer(() -> Flux.fromIterable(left(partition, group)))
                        .map(record -> Map.entry(partition, record)))
                .take(limit)
                .concatMap(found -> handler.apply(found.getValue())
                        .then(Mono.fromRunnable(() -> advance(found.getKey(), group)))
                        .thenReturn(found))
                .count();
    }

    @Override
    public Mono<Boolean> isBehind(String topic, String group) {
        return Flux.range(0, PARTITIONS).any(partition -> !left(topic + "-" + partition, group).isEmpty());
    }

    private synchronized List<WireRecord> left(String partition, String group) {
        var records = partitions.getOrDefault(partition, List.of());
        return List.copyOf(records.subList(positions.getOrDefault(group + "@" + partition, 0), records.size()));
    }
}
