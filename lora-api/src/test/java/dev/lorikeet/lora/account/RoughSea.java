package dev.lorikeet.lora.account;

import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Unavailable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What lies between an instance and an engine: calls arrive late or not at all, answers come back late or not at all.
 * Late is mostly a moment, and now and then longer than anybody waits.
 */
final class RoughSea {
    private final Random chance;
    private final double faults;
    private final Scheduler scheduler;
    private boolean calm;

    RoughSea(Random chance, double faults, Scheduler scheduler) {
        this.chance = chance;
        this.faults = faults;
        this.scheduler = scheduler;
    }

    void calm() {
        calm = true;
    }

    <T> Mono<T> cross(Supplier<Mono<T>> call) {
        return Mono.defer(() -> {
            if (calm) {
                return call.get();
            }
            var arrived = strikes() ? RoughSea.<T>lost("the call") : Mono.defer(call);
            var there = Mono.delay(passage(), scheduler).then(arrived);
            var answer = strikes() ? there.then(RoughSea.<T>lost("the answer")) : there;
            var back = passage();
            // The wait on the way back is there for an empty answer, too.
            return answer.materialize().delayElement(back, scheduler).<T>dematerialize();
        });
    }

    private static <T> Mono<T> lost(String what) {
        return Mono.error(new Unavailable(what + " was lost", Duration.ofSeconds(1)));
    }

    private boolean strikes() {
        return chance.nextDouble() < faults;
    }

    private Duration passage() {
        double dice = chance.nextDouble();
        if (dice < 0.9) {
            return Duration.ofMillis(chance.nextInt(20));
        }
        return dice < 0.98 ? Duration.ofMillis(chance.nextInt(5_000)) : Duration.ofSeconds(20 + chance.nextInt(80));
    }
}
