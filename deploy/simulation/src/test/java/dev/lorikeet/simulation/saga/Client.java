package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.http.Refused;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Somebody in front of a browser: asks any instance, waits a while, and asks another. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TRIES = 6;

    private final World world;
    private final String name;
    private final Random chance;
    private final Scheduler timer;

    Client(World world, String name) {
        this.world = world;
        this.name = name;
        this.chance = new Random(Chance.mix(world.seed(), name.hashCode()));
        this.timer = world.agenda().of(world.agenda().outside());
    }

    String name() {
        return name;
    }

    Random chance() {
        return chance;
    }

    Mono<Void> pause(int mostSeconds) {
        return Mono.defer(() -> Mono.delay(Duration.ofMillis(chance.nextInt(1000 * mostSeconds)), timer)).then();
    }

    /** What an instance answers; its answer may get lost, or never come. */
    <I extends Instance, T> Mono<T> once(Class<I> kind, String what, Function<I, Mono<T>> request) {
        return Mono.<T>create(sink -> {
            var living = world.living(kind);
            if (living.isEmpty()) {
                sink.error(new Unavailable("nobody there", PATIENCE));
                return;
            }
            var instance = living.get(chance.nextInt(living.size()));
            world.trace().say(world.agenda(), instance.process(), name + " asks for " + what);
            boolean heard = !world.isMoody() || chance.nextInt(12) > 0;
            world.agenda()
                    .afterMillis(1, instance.process(), () -> request.apply(instance)
                            .subscribe(answer -> outside(heard, () -> sink.success(answer)),
                                    failure -> outside(heard, () -> sink.error(failure)),
                                    () -> outside(heard, sink::success)));
        }).timeout(PATIENCE, timer);
    }

    private void outside(boolean heard, Runnable task) {
        if (heard) {
            world.agenda().afterMillis(1, world.agenda().outside(), task);
        } else {
            world.sometimes().saw("an answer to a client was lost");
        }
    }

    /** The same again and again while it makes sense. */
    <I extends Instance, T> Mono<T> ask(Class<I> kind, String what, Function<I, Mono<T>> request) {
        return once(kind, what, request)
                .doOnError(TimeoutException.class, _ -> world.sometimes().saw("a client asked again"))
                .retryWhen(Retry.fixedDelay(TRIES, Duration.ofSeconds(3)).scheduler(timer).filter(Client::isPassing));
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof Unavailable
                || (failure instanceof Refused refused && refused.type().status() >= 500);
    }
}
