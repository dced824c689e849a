package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.function.Predicate;

import dev.lorikeet.delivery.Unavailable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** All that one process asks of the world, each time with a chance that it goes wrong. */
final class Steps {
    private static final int QUICK_MILLIS = 4;
    private static final int SLOW_SECONDS = 12;
    private static final int STALL_FROM_SECONDS = 15;
    private static final int STALL_SECONDS = 45;

    private final World world;
    private final Program process;

    Steps(World world, Program process) {
        this.world = world;
        this.process = process;
    }

    Program process() {
        return process;
    }

    void saw(String what) {
        world.sometimes().saw(what);
    }

    /** The outcome of a call to a twin, which answers at once. */
    private static final class Answer<T> {
        private @Nullable T value;
        private @Nullable Throwable failure;

        static <T> Answer<T> of(Mono<T> call) {
            var answer = new Answer<T>();
            call.subscribe(value -> answer.value = value, failure -> answer.failure = failure);
            return answer;
        }

        void to(MonoSink<T> sink) {
            if (failure != null) {
                sink.error(failure);
            } else {
                sink.success(value);
            }
        }
    }

    <T> Mono<T> step(String what, Mono<T> call) {
        return Mono.create(sink -> {
            if (process.isAlive()) {
                step(what, call, sink);
            }
        });
    }

    /** A look that finds nothing is no step: there are too many of them, and nothing can become of it. */
    <T> Mono<T> look(String what, Mono<T> call, Predicate<T> found) {
        return Mono.defer(() -> {
            var answer = Answer.of(call);
            var value = answer.value;
            return answer.failure == null && (value == null || !found.test(value))
                    ? Mono.justOrEmpty(value)
                    : step(what, Mono.justOrEmpty(value));
        });
    }

    private <T> void step(String what, Mono<T> call, MonoSink<T> sink) {
        long key = Chance.mix(process.name().hashCode(), 31L * what.hashCode() + process.count(what));
        var fault = world.fault(key, process, what);
        long quick = 1L + Chance.below(Chance.mix(world.seed(), key + 7), QUICK_MILLIS);
        long slow = 1000L * (1 + Chance.below(Chance.mix(key, 11), SLOW_SECONDS));
        switch (fault) {
            case null -> answer(quick, Answer.of(call), sink);
            case FAILS_BEFORE -> later(quick, () -> sink.error(unavailable("failed before")));
            case ANSWER_LOST -> {
                Answer.of(call);
                later(slow, () -> sink.error(unavailable("answer lost")));
            }
            case DIES_BEFORE -> world.crash(process);
            case DIES_AFTER -> {
                Answer.of(call);
                world.crash(process);
            }
            case SLOW_ANSWER -> answer(slow, Answer.of(call), sink);
            case SLOW_REQUEST -> world.agenda()
                    .afterMillis(slow, world.agenda().outside(), () -> answer(quick, Answer.of(call), sink));
            case TWICE -> {
                answer(quick, Answer.of(call), sink);
                world.agenda().afterMillis(slow, world.agenda().outside(), () -> Answer.of(call));
            }
            case STALLS_AFTER -> {
                var answer = Answer.of(call);
                stall(key);
                answer(quick, answer, sink);
            }
            case STALLS_BEFORE -> {
                stall(key);
                later(quick, () -> answer(quick, Answer.of(call), sink));
            }
        }
    }

    private void stall(long key) {
        world.stall(process, Duration.ofSeconds(
                STALL_FROM_SECONDS + Chance.below(Chance.mix(key, 13), STALL_SECONDS)));
    }

    private <T> void answer(long delay, Answer<T> answer, MonoSink<T> sink) {
        later(delay, () -> answer.to(sink));
    }

    private void later(long delay, Runnable task) {
        world.agenda().afterMillis(delay, process, task);
    }

    private static Unavailable unavailable(String why) {
        return new Unavailable(why, Duration.ofSeconds(1));
    }
}
