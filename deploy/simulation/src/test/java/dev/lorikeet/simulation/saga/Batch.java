package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Many runs beside each other, each of them on one thread from its beginning to its end. */
final class Batch {
    private static final int TOLD_EVERY = 5_000;
    private static final int THREADS = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final LongFunction<Saga> sagas;
    private final AtomicLong next;
    private final long end;
    private final long began = System.nanoTime();
    private final Duration time;
    private final Map<String, Long> sometimes = new TreeMap<>();
    private final List<Saga.Outcome> broken = new ArrayList<>();
    private long done;
    private long steps;
    private long faults;

    private Batch(LongFunction<Saga> sagas, long from, long most, Duration time) {
        this.sagas = sagas;
        this.next = new AtomicLong(from);
        this.end = from + most;
        this.time = time;
    }

    /**
     * How it went.
     *
     * @param broken the lowest seed of those that were found to break a truth; none is begun after the first
     * @param steps of all lives, as the agenda counts them
     */
    record Result(Optional<Saga.Outcome> broken, Map<String, Long> sometimes, long seeds, long steps, long faults,
            double seconds) {

        String told() {
            return "%d seeds, %s; %.0f steps and %.1f faults in each; %.0f seeds a minute on %d threads".formatted(
                    seeds,
                    broken.map(outcome -> "seed " + outcome.seed() + " broke a truth").orElse("no truth broken"),
                    1.0 * steps / Math.max(1, seeds), 1.0 * faults / Math.max(1, seeds), 60 * seeds / seconds, THREADS);
        }
    }

    /** What becomes of each, in the order they were given. */
    static <T> List<T> all(List<Callable<T>> tasks) {
        var done = new ArrayList<T>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var one : threads.invokeAll(tasks)) {
                done.add(one.get());
            }
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
        return done;
    }

    static List<Saga.Outcome> run(List<Saga> sagas) {
        return all(sagas.stream().<Callable<Saga.Outcome>>map(saga -> saga::run).toList());
    }

    /** The seeds from this one on: so many, or until the time is over, or a truth is broken. */
    static Result run(LongFunction<Saga> sagas, long from, long most, Duration time) {
        var batch = new Batch(sagas, from, most, time);
        all(Collections.nCopies(THREADS, Executors.callable(batch::work)));
        return batch.result();
    }

    private void work() {
        long seed = next.getAndIncrement();
        while (seed < end && System.nanoTime() - began < time.toNanos() && !isBroken()) {
            count(sagas.apply(seed).run());
            seed = next.getAndIncrement();
        }
    }

    private synchronized boolean isBroken() {
        return !broken.isEmpty();
    }

    private synchronized void count(Saga.Outcome outcome) {
        done++;
        steps += outcome.steps();
        faults += outcome.struck().size();
        outcome.sometimes().forEach((what, times) -> sometimes.merge(what, times, Long::sum));
        if (outcome.broken().isPresent()) {
            broken.add(outcome);
        }
        if (done % TOLD_EVERY == 0) {
            System.out.println(result().told());
        }
    }

    private synchronized Result result() {
        return new Result(broken.stream().min(Comparator.comparingLong(Saga.Outcome::seed)), sometimes, done, steps,
                faults, (System.nanoTime() - began) / 1e9);
    }
}
