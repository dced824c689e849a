package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many runs beside each other, each of them on one thread from its beginning to its end. */
final class Batch {
    private static final int THREADS = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private Batch() {}

    /** In the order they were given. */
    static List<Saga.Outcome> run(List<Saga> sagas) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<Saga.Outcome>>();
            sagas.forEach(saga -> running.add(threads.submit(saga::run)));
            var done = new ArrayList<Saga.Outcome>();
            for (var one : running) {
                done.add(one.get());
            }
            return done;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
