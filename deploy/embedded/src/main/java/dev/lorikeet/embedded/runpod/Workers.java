package dev.lorikeet.embedded.runpod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.lorikeet.embedded.runpod.Worker.State;

/** The pool of an endpoint: it grows when jobs wait, and shrinks when none do. */
final class Workers {
    private final Timeline timeline;
    private final Supplier<String> ids;
    private final Runnable onIdle;
    private final List<Worker> all = new ArrayList<>();

    Workers(Timeline timeline, Supplier<String> ids, Runnable onIdle) {
        this.timeline = timeline;
        this.ids = ids;
        this.onIdle = onIdle;
    }

    Optional<Worker> idle() {
        return all.stream().filter(worker -> worker.is(State.IDLE)).findFirst();
    }

    /** As many as there are jobs without one, as far as the pool goes. */
    void growFor(long waiting, Pool pool) {
        long coming = count(State.INITIALIZING);
        while (all.size() < pool.max() && coming < waiting) {
            var worker = new Worker(ids.get());
            all.add(worker);
            coming++;
            timeline.after(pool.coldStart(), () -> release(worker, pool));
        }
    }

    /** It waits for the next job, and goes when none comes. */
    void release(Worker worker, Pool pool) {
        if (!all.contains(worker)) {
            return;
        }
        worker.become(State.IDLE);
        var since = worker.changes();
        timeline.after(pool.idle(), () -> {
            if (worker.changes() == since) {
                all.remove(worker);
            }
        });
        onIdle.run();
    }

    void remove(Worker worker) {
        all.remove(worker);
    }

    long count(State state) {
        return all.stream().filter(worker -> worker.is(state)).count();
    }

    int size() {
        return all.size();
    }
}
