package dev.lorikeet.generation.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.GenerationSucceeded;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.GenerationCommand.Adjusted;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.Fail;
import dev.lorikeet.generation.job.GenerationCommand.Finish;
import dev.lorikeet.generation.job.GenerationCommand.GiveUp;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.LoseLora;
import dev.lorikeet.generation.job.GenerationCommand.PutBack;
import dev.lorikeet.generation.job.GenerationCommand.Reject;
import dev.lorikeet.generation.job.GenerationCommand.Seen;
import dev.lorikeet.generation.job.GenerationCommand.Submit;
import dev.lorikeet.generation.job.GenerationCommand.Unseen;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is said to a job, by whomever, in whatever order. */
final class GenerationLifeCycleProperties {
    private static final int COMMANDS = 120;
    private static final int MOST = 3;

    @Property(tries = 500)
    void whatEndedStaysAndNoAttemptIsUsedTwice(@ForAll long seed) {
        var history = new History(new Random(seed));
        var events = new ArrayList<GenerationEvent>();
        var attempts = new HashSet<Integer>();
        for (int step = 0; step < COMMANDS; step++) {
            var before = history.state;
            var decision = history.step();
            if (decision instanceof Decision.Accepted<Generation, GenerationEvent, GenerationRefusal>(var next, var told)) {
                assertThat(before).isNotInstanceOf(Ended.class);
                events.addAll(told);
                if (next instanceof Submitting submitting) {
                    assertThat(attempts.add(submitting.attempt().number())).isTrue();
                }
                bounded(next);
            }
        }
        assertThat(events.stream().filter(GenerationSucceeded.class::isInstance)).hasSizeLessThan(2);
        assertThat(events.stream().filter(GenerationLifeCycleProperties::isAnEnd))
                .hasSize(history.state instanceof Ended ? 1 : 0);
    }

    private static void bounded(Generation state) {
        if (state instanceof Known known) {
            assertThat(known.job()
                    .past()
                    .stream()
                    .filter(past -> past.failure().code().again() == FailureCode.Again.ONCE)
                    .count()).isLessThanOrEqualTo(MOST);
            assertThat(known.job().lastAttempt()).isGreaterThanOrEqualTo(known.job().past().size());
        }
    }

    private static boolean isAnEnd(GenerationEvent event) {
        return event instanceof GenerationSucceeded || event instanceof GenerationEvent.GenerationFailed
                || event instanceof GenerationEvent.GenerationCancelled;
    }

    @Property(tries = 200)
    void everyStateIsReadBackAsItWasWritten(@ForAll long seed) {
        var scheduler = VirtualTimeScheduler.create();
        var documents = new InMemoryDocumentStore(Generations.COLLECTION);
        var history = new History(new Random(seed));
        var delivery = new Delivery("generation-service", new Engines(_ -> documents, new InMemoryEventLog(scheduler,
                DeliveryLimits.defaults().backOff()), () -> history.now, scheduler, "one"), DeliveryLimits.defaults(),
                new SimpleMeterRegistry());
        var generations = new Generations(delivery, () -> history.now);
        var id = JobSamples.job().id();
        for (int step = 0; step < 25; step++) {
            var command = history.command();
            generations.send(id, command).block();
            history.apply(command);
            var stored = documents.find(id.value()).map(found -> Generations.read(found.state())).blockOptional();
            assertThat(stored.orElseGet(Generation.None::new)).isEqualTo(history.state);
            history.pass();
        }
    }

    private static final class History {
        private static final List<String> REMOTES = List.of("one-u1", "two-u1");
        private final Random chance;
        private Instant now = JobSamples.NOW;
        private Generation state = new Generation.None();

        History(Random chance) {
            this.chance = chance;
        }

        Decision<Generation, GenerationEvent, GenerationRefusal> step() {
            var decision = apply(command());
            pass();
            return decision;
        }

        void pass() {
            now = now.plusSeconds(chance.nextInt(120));
        }

        Decision<Generation, GenerationEvent, GenerationRefusal> apply(GenerationCommand command) {
            var decision = JobLog.written(state, GenerationLifeCycle.decide(state, command, now), now);
            if (decision instanceof Decision.Accepted<Generation, GenerationEvent, GenerationRefusal>(var next, var _)) {
                state = next;
            }
            return decision;
        }

        GenerationCommand command() {
            int attempt = state instanceof Known known && chance.nextInt(8) > 0
                    ? known.job().lastAttempt()
                    : 1 + chance.nextInt(3);
            var remote = REMOTES.get(chance.nextInt(8) == 0 ? 1 : 0);
            // Most of the time the way on, so that histories are long.
            return switch (chance.nextInt(40)) {
                case 0 -> new Cancel();
                case 1 -> new LoseLora(new LoraId("a"), "gone");
                case 2 -> new Reject(Failure.of(FailureCode.MODEL_CHANGED, "changed"));
                case 3 -> new GiveUp("no place");
                case 4, 5 -> new Hold(soon(), "waits");
                case 6, 7, 8 -> new PutBack(attempt, soon(), Failure.of(FailureCode.NO_CAPACITY, "not now"));
                case 9, 10, 11 -> new Unseen(attempt, soon());
                case 12, 13, 14 -> new Seen(attempt, remote, progress(), soon());
                case 15, 16, 17, 18 -> fail(attempt);
                case 19 -> new Finish(attempt, remote, JobSamples.VIDEO, "w", 1L, null);
                case 20, 21 -> JobSamples.request();
                case 22, 23, 24, 25, 26, 27 -> new Accepted(attempt, remote, soon());
                default -> state instanceof Queued queued
                        ? new Submit(queued.job().lastAttempt() + 1, JobSamples.SECRET, now,
                                now.plus(Duration.ofHours(1)))
                        : state instanceof Generation.None ? JobSamples.request()
                                : new Accepted(attempt, remote, soon());
            };
        }

        private Fail fail(int attempt) {
            var codes = FailureCode.values();
            var code = codes[chance.nextInt(codes.length)];
            var otherwise = chance.nextBoolean()
                    ? Optional.of(new Adjusted(JobSamples.order().with(List.of()), List.of("without")))
                    : Optional.<Adjusted>empty();
            return new Fail(attempt, new Failure(code, "it said so", List.of("a.safetensors")), MOST, soon(),
                    now.plus(Duration.ofHours(2)), otherwise);
        }

        private RemoteProgress progress() {
            var phases = Phase.values();
            return new RemoteProgress(phases[chance.nextInt(phases.length)], chance.nextInt(101),
                    chance.nextBoolean() ? "stage" : null, chance.nextBoolean() ? "w" : null,
                    chance.nextBoolean() ? 5L : null);
        }

        private Instant soon() {
            return now.plusSeconds(chance.nextInt(60));
        }
    }
}
