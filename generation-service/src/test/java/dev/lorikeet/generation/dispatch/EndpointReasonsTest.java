package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.lorikeet.generation.runpod.EndpointHealth;
import dev.lorikeet.generation.runpod.EndpointHealth.Workers;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.Sighting;
import dev.lorikeet.generation.runpod.Submitted;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

final class EndpointReasonsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String STARTING = "A worker is starting: it loads its image and the model.";
    private static final String BUSY = "All workers are busy; 3 jobs wait at the endpoint.";

    private final SlowRunPod runPod = new SlowRunPod();
    private Instant now = Instant.EPOCH;
    private final EndpointReasons reasons = new EndpointReasons(runPod, () -> now);

    @Test
    void thoseWhoAskAtTheSameMomentShareOneCall() {
        var first = reasons.of("wan22").toFuture();
        var second = reasons.of("wan22").toFuture();
        runPod.answer(starting());
        assertThat(List.of(first.join(), second.join())).containsOnly(STARTING);
        assertThat(runPod.calls).hasSize(1);
    }

    @Test
    void whereRunPodIsSlowNobodyWaitsForIt() {
        assertThat(reasons.of("wan22").block(LIMIT)).isEqualTo("RunPod does not say why.");
    }

    @Test
    void anAnswerThatComesLateServesTheNext() {
        reasons.of("wan22").block(LIMIT);
        runPod.answer(starting());
        assertThat(reasons.of("wan22").block(LIMIT)).isEqualTo(STARTING);
        assertThat(runPod.calls).hasSize(1);
    }

    @Test
    void whatWasSaidBeforeHasToDoWhileRunPodIsSlow() {
        var first = reasons.of("wan22").toFuture();
        runPod.answer(starting());
        assertThat(first.join()).isEqualTo(STARTING);
        now = now.plusSeconds(16);
        assertThat(reasons.of("wan22").block(LIMIT)).isEqualTo(STARTING);
        runPod.answer(new EndpointHealth(3, 1, new Workers(0, 0, 0, 1, 0, 0)));
        assertThat(reasons.of("wan22").block(LIMIT)).isEqualTo(BUSY);
        assertThat(runPod.calls).hasSize(2);
    }

    private static EndpointHealth starting() {
        return new EndpointHealth(1, 0, new Workers(0, 1, 0, 0, 0, 0));
    }

    /** Answers about its health when it is told to. */
    private static final class SlowRunPod implements RunPod {
        private final List<Sinks.One<EndpointHealth>> calls = new ArrayList<>();

        void answer(EndpointHealth health) {
            calls.getLast().tryEmitValue(health).orThrow();
        }

        @Override
        public Mono<EndpointHealth> health(String endpoint) {
            calls.add(Sinks.one());
            return calls.getLast().asMono();
        }

        @Override
        public Mono<Submitted> submit(String endpoint, byte[] request) {
            throw new AssertionError();
        }

        @Override
        public Mono<Sighting> status(String endpoint, String job) {
            throw new AssertionError();
        }

        @Override
        public Mono<Sighting> cancel(String endpoint, String job) {
            throw new AssertionError();
        }
    }
}
