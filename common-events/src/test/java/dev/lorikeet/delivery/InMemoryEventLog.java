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
import org.jspecify.annotations.Nullable;
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
    private final int poll;
    private final Map<String, List<WireRecord>> partitions = new HashMap<>();
    private final Map<String, List<Instant>> times = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();
    private final Map<String, Turns> turns = new TreeMap<>();
    private Watcher watcher = new Watcher() {};

    /** On the scheduler's own time. */
    public InMemoryEventLog(Scheduler scheduler, DeliveryLimits.BackOff backOff) {
        this(scheduler, () -> Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS)), backOff);
    }

    public InMemoryEventLog(Scheduler scheduler, InstantSource clock, DeliveryLimits.BackOff backOff) {
        this(scheduler, clock, backOff, 1);
    }

    /**
     * @param poll so many records of a partition may be applied before their position is committed: with more than one,
     *            whoever dies leaves records behind that were applied, and come again
     */
    public InMemoryEventLog(Scheduler scheduler, InstantSource clock, DeliveryLimits.BackOff backOff, int poll) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.backOff = backOff;
        this.poll = poll;
    }

    /** Sees what is written and committed, as it happens. */
    public interface Watcher {
        default void appended(WireRecord record) {}

        default void committed(String group, WireRecord record) {}
    }

    public void watchedBy(Watcher other) {
        watcher = other;
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
            throw new Fenced("publisher " + name);
        }
        records.forEach(this::add);
    }

    @Override
    public Mono<Void> append(WireRecord record) {
        return Mono.fromRunnable(() -> add(record));
    }

    private void add(WireRecord record) {
        var partition = record.topic() + "-" + Math.floorMod(record.key().hashCode(), PARTITIONS);
        List<Turns> waiting;
        synchronized (this) {
            partitions.computeIfAbsent(partition, _ -> new ArrayList<>()).add(record);
            times.computeIfAbsent(partition, _ -> new ArrayList<>()).add(clock.instant());
            watcher.appended(record);
            waiting = turns.values().stream().filter(one -> one.reads(partition)).toList();
        }
        waiting.forEach(Turns::wake);
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
        return subscribe(topic, group, new Object(), scheduler, handler);
    }

    /** The log as one process reaches it, whose turns are on that scheduler and which can be taken for dead. */
    public EventLog as(Object process, Scheduler own) {
        return new OfProcess(this, process, own);
    }

    Disposable subscribe(String topic, String group, Object process, Scheduler own,
            Function<WireRecord, Mono<Void>> handler) {
        var all = Disposables.composite();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            all.add(turns(topic, partition, group).join(process, own, handler));
        }
        return all;
    }

    private synchronized Turns turns(String topic, int partition, String group) {
        return turns.computeIfAbsent(group + "@" + topic + "-" + partition,
                _ -> new Turns(this, topic + "-" + partition, group, partition, backOff, POLL, poll));
    }

    /** Its session has timed out: others get its partitions, and what it commits from now on counts for nothing. */
    public void expel(Object process) {
        everyTurns().forEach(one -> one.expel(process));
    }

    /** It is heard of again, and may get partitions anew. */
    public void readmit(Object process) {
        everyTurns().forEach(one -> one.readmit(process));
    }

    private synchronized List<Turns> everyTurns() {
        return List.copyOf(turns.values());
    }

    synchronized int position(String partition, String group) {
        return positions.getOrDefault(group + "@" + partition, 0);
    }

    synchronized @Nullable WireRecord recordAt(String partition, int offset) {
        var records = partitions.getOrDefault(partition, List.of());
        return offset < records.size() ? records.get(offset) : null;
    }

    /** Only by whoever still has the partition: see {@link Turns}. */
    synchronized void commit(String partition, String group, int position) {
        int before = position(partition, group);
        if (position <= before) {
            return;
        }
        positions.put(group + "@" + partition, position);
        partitions.getOrDefault(partition, List.of())
                .subList(before, position)
                .forEach(record -> watcher.committed(group, record));
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
