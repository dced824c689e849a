package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.lorikeet.embedded.runpod.JobFault;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.OnLoraFailure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever goes wrong, in whatever order, at RunPod and with us. */
final class JobProperties {
    private static final int STEPS = 25;
    /** Longer than every attempt of a job, each of them lost without a word. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(12);

    @Property(tries = 100)
    void everyJobEndsOnceAndRunPodNeverHasTwoForOne(@ForAll long seed) {
        var world = new JobWorld(seed, 3, 2);
        world.start();
        world.start();
        world.pass(Duration.ofSeconds(3));
        var history = new RandomHistory(world, new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            history.step();
        }
        world.cloud.faults(JobWorld.ENDPOINT).clear();
        var _ = world.any();
        world.pass(LONG_ENOUGH);
        world.jobs().forEach(id -> endedOnce(world, id));
        assertThat(world.lane().slots()).isEmpty();
    }

    private static void endedOnce(JobWorld world, GenerationId id) {
        var state = world.state(id);
        assertThat(state).isInstanceOf(Ended.class).isEqualTo(world.ends().get(id));
        assertThat(world.envelopes(id)).as("whatever died, it stays in the trace of its order")
                .extracting(EventEnvelope::traceparent)
                .containsOnly(JobWorld.traceOf(id).parent());
        var ends = world.events(id).stream().filter(JobProperties::isAnEnd).toList();
        assertThat(ends).hasSize(1);
        var ended = (Ended) state;
        assertThat(ended.job().past().size()).isLessThanOrEqualTo(2 + ended.job().asked().loras().size());
        assertThat(ended.job().lastAttempt()).isGreaterThanOrEqualTo(ended.job().past().size());
        if (state instanceof Succeeded done) {
            assertThat(world.bucket.holds(done.video().key())).isTrue();
            assertThat(ends.getFirst()).isInstanceOf(GenerationEvent.GenerationSucceeded.class);
        }
    }

    private static boolean isAnEnd(GenerationEvent event) {
        return event instanceof GenerationEvent.GenerationSucceeded
                || event instanceof GenerationEvent.GenerationFailed
                || event instanceof GenerationEvent.GenerationCancelled;
    }

    /** What people, RunPod and machines do. */
    private static final class RandomHistory {
        private static final Operation[] OPERATIONS = {Operation.RUN, Operation.STATUS, Operation.CANCEL};
        private final JobWorld world;
        private final Random chance;
        private final List<GenerationId> jobs = new ArrayList<>();
        private final List<ChosenLora> loras = new ArrayList<>();

        RandomHistory(JobWorld world, Random chance) {
            this.world = world;
            this.chance = chance;
            for (var name : List.of("a", "b", "c")) {
                loras.add(world.lora(name));
            }
        }

        void step() {
            switch (chance.nextInt(12)) {
                case 0, 1, 2 -> order();
                case 3, 4 -> world.cloud.faults(JobWorld.ENDPOINT).nextJob(one(JobFault.values()));
                case 5, 6 -> world.cloud.faults(JobWorld.ENDPOINT)
                        .nextRequests(one(OPERATIONS),
                                one(RequestFault.values()), 1 + chance.nextInt(3));
                case 7 -> cancel();
                case 8 -> world.any().die();
                case 9 -> delete();
                case 10 ->
                    world.call(jobs.isEmpty() ? "x" : any(jobs).value() + ".1.secret-of-somebody-else", "forged");
                default -> {
                    if (chance.nextInt(10) == 0) {
                        world.loseWebhooks();
                    }
                }
            }
            world.pass(Duration.ofMillis(500L * (1 + chance.nextInt(20))));
        }

        private void order() {
            var chosen = loras.stream().filter(_ -> chance.nextInt(3) == 0).toArray(ChosenLora[]::new);
            var workspace = chance.nextInt(4) == 0 ? new WorkspaceId("other") : JobWorld.WORKSPACE;
            jobs.add(world.order(workspace, one(OnLoraFailure.values()), "a harbour", chosen));
        }

        private void cancel() {
            if (!jobs.isEmpty()) {
                world.cancel(any(jobs));
            }
        }

        private void delete() {
            if (loras.size() > 1) {
                var lora = loras.removeLast();
                world.library(lora.lora().value(), lora.object(), CatalogueStatus.DELETING);
            }
        }

        private <T> T any(List<T> those) {
            return those.get(chance.nextInt(those.size()));
        }

        private <T> T one(T[] those) {
            return those[chance.nextInt(those.length)];
        }
    }
}
