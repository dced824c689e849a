package dev.lorikeet.simulation.saga;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Timers that nobody named are those of the run that is under way on this thread, and real ones elsewhere. */
final class Timers {
    private static final ThreadLocal<Scheduler> RUNNING = new ThreadLocal<>();

    static {
        Schedulers.setFactory(new Schedulers.Factory() {
            @Override
            public Scheduler newParallel(int parallelism, ThreadFactory threads) {
                return new Bound(Schedulers.Factory.super.newParallel(parallelism, threads));
            }
        });
    }

    private Timers() {}

    static <T> T on(Agenda agenda, Supplier<T> run) {
        RUNNING.set(agenda.of(null));
        try {
            return run.get();
        } finally {
            RUNNING.remove();
        }
    }

    private record Bound(Scheduler real) implements Scheduler {
        private Scheduler now() {
            var running = RUNNING.get();
            return running == null ? real : running;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return now().schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return now().schedule(task, delay, unit);
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long first, long period, TimeUnit unit) {
            return now().schedulePeriodically(task, first, period, unit);
        }

        @Override
        public long now(TimeUnit unit) {
            return now().now(unit);
        }

        @Override
        public Worker createWorker() {
            return now().createWorker();
        }

        @Override
        public void init() {
            real.init();
        }

        @Override
        public void dispose() {
            real.dispose();
        }
    }
}
