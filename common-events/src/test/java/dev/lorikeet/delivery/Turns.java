package dev.lorikeet.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.lorikeet.event.WireRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Whose turn it is to read one partition for a group: one reader has it until it leaves or is taken for dead. */
final class Turns {
    private final InMemoryEventLog log;
    private final String partition;
    private final String group;
    private final int number;
    private final DeliveryLimits.BackOff backOff;
    private final Duration arrival;
    private final int poll;
    private final List<Reader> readers = new ArrayList<>();
    private @Nullable Reader owner;

    /** @param poll so many records are applied before their position is committed, unless nothing is left earlier */
    Turns(InMemoryEventLog log, String partition, String group, int number, DeliveryLimits.BackOff backOff,
            Duration arrival, int poll) {
        this.log = log;
        this.partition = partition;
        this.group = group;
        this.number = number;
        this.backOff = backOff;
        this.arrival = arrival;
        this.poll = poll;
    }

    boolean reads(String other) {
        return partition.equals(other);
    }

    Disposable join(Object process, Scheduler own, Function<WireRecord, Mono<Void>> handler) {
        var reader = new Reader(process, own, handler);
        synchronized (this) {
            readers.add(reader);
        }
        wake();
        return reader;
    }

    void expel(Object process) {
        synchronized (this) {
            readers.stream().filter(reader -> reader.process.equals(process)).forEach(reader -> {
                reader.expelled = true;
                lose(reader);
            });
        }
        wake();
    }

    void readmit(Object process) {
        synchronized (this) {
            readers.stream()
                    .filter(reader -> reader.process.equals(process))
                    .forEach(reader -> reader.expelled = false);
        }
        wake();
    }

    private void lose(Reader reader) {
        if (reader.equals(owner)) {
            owner = null;
        }
    }

    void wake() {
        Reader next;
        synchronized (this) {
            next = turn();
            if (next == null || next.busy || log.recordAt(partition, next.position) == null) {
                return;
            }
            next.busy = true;
        }
        next.own.schedule(next::read, arrival.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Neighbouring partitions go to different readers. */
    private @Nullable Reader turn() {
        if (owner == null) {
            var there = readers.stream().filter(reader -> !reader.expelled).toList();
            owner = there.isEmpty() ? null : there.get(number % there.size());
            if (owner != null) {
                owner.position = log.position(partition, group);
            }
        }
        return owner;
    }

    private synchronized boolean has(Reader reader) {
        return reader.equals(owner);
    }

    /** A member of the group. */
    private final class Reader implements Disposable {
        private final Object process;
        private final Scheduler own;
        private final Function<WireRecord, Mono<Void>> handler;
        private final Disposable.Swap underWay = Disposables.swap();
        /** Of what it reads next; what lies between this and the group's is applied and not committed. */
        private int position;
        private boolean busy;
        private boolean expelled;

        Reader(Object process, Scheduler own, Function<WireRecord, Mono<Void>> handler) {
            this.process = process;
            this.own = own;
            this.handler = handler;
        }

        void read() {
            int offset = place();
            var record = offset < 0 ? null : log.recordAt(partition, offset);
            if (record == null) {
                rest();
            } else {
                underWay.update(deliver(record, 1).subscribe(_ -> {}, _ -> rest(), () -> handled(offset)));
            }
        }

        /** Where it reads, or -1 while the partition is not its own. */
        private int place() {
            synchronized (Turns.this) {
                return equals(owner) ? position : -1;
            }
        }

        private void rest() {
            synchronized (Turns.this) {
                busy = false;
            }
            wake();
        }

        /** Whoever lost the partition meanwhile commits nothing: the record is the next one's. */
        private void handled(int offset) {
            synchronized (Turns.this) {
                if (equals(owner) && position == offset) {
                    position++;
                    if (position - log.position(partition, group) >= poll
                            || log.recordAt(partition, position) == null) {
                        commit();
                    }
                }
            }
            own.schedule(this::read);
        }

        /** Of what it applied, unless the partition is another's by now. */
        private void commit() {
            synchronized (Turns.this) {
                if (equals(owner)) {
                    log.commit(partition, group, position);
                }
            }
        }

        private Mono<Void> deliver(WireRecord record, int attempt) {
            return Mono.defer(() -> handler.apply(record))
                    .doOnError(_ -> commit())
                    .onErrorResume(_ -> Mono.delay(backOff.after(attempt), own)
                            .then(Mono.defer(() -> has(this) ? deliver(record, attempt + 1) : Mono.empty())));
        }

        /** Leaves in good order; whoever dies is expelled. */
        @Override
        public void dispose() {
            underWay.dispose();
            synchronized (Turns.this) {
                commit();
                readers.remove(this);
                lose(this);
            }
            wake();
        }
    }
}
