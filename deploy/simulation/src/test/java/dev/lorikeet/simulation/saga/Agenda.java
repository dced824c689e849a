package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * What happens next. Time jumps from one entry to the next, in one thread. Whatever a process plans belongs to it: it is
 * dropped when the process is dead, and late when the process stands still.
 */
final class Agenda implements InstantSource {
    private final Instant start;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Program outside = new Program("world", "world");
    private Program current = outside;
    private long now;
    private long planned;
    private long done;

    Agenda(Instant start) {
        this.start = start;
    }

    private static final class Entry implements Comparable<Entry>, Disposable {
        private final long at;
        private final long number;
        private final Program owner;
        private final Runnable task;
        private boolean cancelled;

        Entry(long at, long number, Program owner, Runnable task) {
            this.at = at;
            this.number = number;
            this.owner = owner;
            this.task = task;
        }

        @Override
        public int compareTo(Entry other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }

        @Override
        public void dispose() {
            cancelled = true;
        }

        @Override
        public boolean isDisposed() {
            return cancelled;
        }
    }

    @Override
    public Instant instant() {
        return start.plusMillis(now);
    }

    /** Since the start. */
    long millisGone() {
        return now;
    }

    /** Whoever is no process of ours: clients, RunPod, and what moves the world. */
    Program outside() {
        return outside;
    }

    Program current() {
        return current;
    }

    long done() {
        return done;
    }

    Disposable after(Duration delay, Program owner, Runnable task) {
        return afterMillis(delay.toMillis(), owner, task);
    }

    Disposable afterMillis(long delay, Program owner, Runnable task) {
        var entry = new Entry(now + Math.max(0, delay), planned++, owner, task);
        entries.add(entry);
        return entry;
    }

    /** The next entry, if there is one until then; whether there was. */
    boolean next(long until) {
        var entry = entries.peek();
        if (entry == null || entry.at > until) {
            now = Math.max(now, until);
            return false;
        }
        entries.poll();
        now = Math.max(now, entry.at);
        if (!entry.cancelled && entry.owner.isAlive()) {
            if (entry.owner.standsStillAt(now)) {
                afterMillis(entry.owner.goesOnAt() - now, entry.owner, () -> runUnlessCancelled(entry));
            } else {
                run(entry);
            }
        }
        return true;
    }

    private void runUnlessCancelled(Entry entry) {
        if (!entry.cancelled) {
            entry.task.run();
        }
    }

    private void run(Entry entry) {
        done++;
        current = entry.owner;
        try {
            entry.task.run();
        } finally {
            current = outside;
        }
    }

    /** The timer of a process; with none named, of whoever is at it. */
    Scheduler of(@Nullable Program owner) {
        return new Timer(this, owner);
    }

    private record Timer(Agenda agenda, @Nullable Program owner) implements Scheduler {
        private Program who() {
            return owner == null ? agenda.current : owner;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return agenda.afterMillis(0, who(), task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return agenda.afterMillis(millis(delay, unit), who(), task);
        }

        private static long millis(long delay, TimeUnit unit) {
            return Math.ceilDiv(unit.toNanos(delay), 1_000_000L);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long first, long period, TimeUnit unit) {
            var again = new Repeated(agenda, who(), task, Math.max(1, millis(period, unit)));
            again.plan(millis(first, unit));
            return again;
        }

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(agenda.start.toEpochMilli() + agenda.now, TimeUnit.MILLISECONDS);
        }

        @Override
        public Worker createWorker() {
            return new OwnWorker(this);
        }
    }

    private static final class Repeated implements Disposable {
        private final Agenda agenda;
        private final Program owner;
        private final Runnable task;
        private final long period;
        private @Nullable Disposable next;
        private boolean disposed;

        Repeated(Agenda agenda, Program owner, Runnable task, long period) {
            this.agenda = agenda;
            this.owner = owner;
            this.task = task;
            this.period = period;
        }

        void plan(long delay) {
            next = agenda.afterMillis(delay, owner, () -> {
                task.run();
                if (!disposed) {
                    plan(period);
                }
            });
        }

        @Override
        public void dispose() {
            disposed = true;
            if (next != null) {
                next.dispose();
            }
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }

    private static final class OwnWorker implements Scheduler.Worker {
        private final Timer timer;
        private final List<Disposable> open = new ArrayList<>();
        private boolean disposed;

        OwnWorker(Timer timer) {
            this.timer = timer;
        }

        private Disposable kept(Disposable one) {
            if (open.size() > 8) {
                open.removeIf(Disposable::isDisposed);
            }
            open.add(one);
            return one;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return kept(timer.schedule(() -> unlessDisposed(task)));
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return kept(timer.schedule(() -> unlessDisposed(task), delay, unit));
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long first, long period, TimeUnit unit) {
            return kept(timer.schedulePeriodically(() -> unlessDisposed(task), first, period, unit));
        }

        private void unlessDisposed(Runnable task) {
            if (!disposed) {
                task.run();
            }
        }

        @Override
        public void dispose() {
            disposed = true;
            open.forEach(Disposable::dispose);
            open.clear();
        }

        @Override
        public boolean isDisposed() {
            return disposed;
        }
    }
}
