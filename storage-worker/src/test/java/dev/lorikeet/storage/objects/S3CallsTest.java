package dev.lorikeet.storage.objects;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.lorikeet.delivery.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3CallsTest {
    static final S3Patience PATIENCE = new S3Patience(3, Duration.ofMillis(10), 4, Duration.ofSeconds(10), 50, 20,
            Duration.ofMinutes(5));
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final S3Calls calls = new S3Calls(PATIENCE, meters);
    private final AtomicInteger tries = new AtomicInteger();

    private CompletableFuture<String> failing(RuntimeException failure) {
        tries.incrementAndGet();
        return CompletableFuture.failedFuture(failure);
    }

    private static S3Exception answer(int status) {
        return (S3Exception) S3Exception.builder().statusCode(status).message("status " + status).build();
    }

    @Test
    void triesAgainWhatMayPass() {
        for (var failure : List.of(answer(500), answer(503), answer(429), SdkClientException.create("reset"))) {
            tries.set(0);
            assertThatThrownBy(() -> calls.call(() -> failing(failure)).block(LIMIT)).isInstanceOf(Unavailable.class);
            assertThat(tries).hasValue(3);
        }
        assertThat(calls.call(() -> tries.incrementAndGet() < 5
                ? CompletableFuture.failedFuture(answer(503))
                : CompletableFuture.completedFuture("at last")).block(LIMIT)).isEqualTo("at last");
    }

    @Test
    void doesNotRepeatWhatWasRefused() {
        for (int status : new int[]{400, 403, 404, 412}) {
            tries.set(0);
            assertThatThrownBy(() -> calls.call(() -> failing(answer(status))).block(LIMIT))
                    .isInstanceOf(S3Exception.class);
            assertThat(tries).hasValue(1);
        }
    }

    @Test
    void leavesAStoreAloneThatHasFailedTooOften() {
        assertThat(calls.state()).isEqualTo("closed");
        IntStream.range(0, PATIENCE.window())
                .forEach(_ -> assertThatThrownBy(
                        () -> calls.call(() -> failing(answer(500))).block(LIMIT)).isInstanceOf(Unavailable.class));
        assertThat(calls.state()).isEqualTo("open");
        int before = tries.get();
        assertThatThrownBy(() -> calls.call(() -> failing(answer(500))).block(LIMIT))
                .isInstanceOfSatisfying(Unavailable.class,
                        told -> assertThat(told.retryAfter()).isEqualTo(PATIENCE.openFor()));
        assertThat(tries).hasValue(before);
        assertThat(meters.get("resilience4j.circuitbreaker.state").tag("state", "open").gauge().value()).isEqualTo(1);
    }

    @Test
    void doesNotMindAnswersThatSayNo() {
        IntStream.range(0, 2 * PATIENCE.window())
                .forEach(_ -> assertThatThrownBy(
                        () -> calls.call(() -> failing(answer(404))).block(LIMIT)).isInstanceOf(S3Exception.class));
        assertThat(calls.state()).isEqualTo("closed");
    }

    @Test
    void makesOnlySoManyCallsAtOnceAndTheOthersWaitForTheirTurn() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var done = Flux.range(0, 20).flatMap(_ -> calls.call(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(() -> running.decrementAndGet(),
                    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        })).count().block(LIMIT);
        assertThat(done).isEqualTo(20);
        assertThat(most).hasValueLessThanOrEqualTo(PATIENCE.atOnce());
    }
}
