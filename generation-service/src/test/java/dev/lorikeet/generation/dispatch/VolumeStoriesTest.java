package dev.lorikeet.generation.dispatch;

import java.time.Duration;

import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.OnLoraFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of jobs whose LoRAs have to be on network volumes first. */
final class VolumeStoriesTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final JobWorld world = new JobWorld(1, 4, 2, "vol-1, vol-2");

    {
        world.start();
        world.pass(Duration.ofSeconds(3));
    }

    @Test
    void sendsAJobOnlyWhenItsLoraIsOnEveryVolume() {
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", world.lora("a"));
        world.pass(A_MINUTE);
        assertThat(world.wanted()).hasSize(2);
        there("vol-1");
        world.pass(A_MINUTE);
        assertThat(world.state(job)).isInstanceOfSatisfying(Queued.class, queued -> assertThat(queued.holdup())
                .isEqualTo("LoRA a is being copied to the network volume vol-2."));
        assertThat(world.remote(job)).isEmpty();
        there("vol-2");
        world.pass(A_MINUTE);
        assertThat(world.state(job)).isInstanceOf(Succeeded.class);
    }

    @Test
    void wantsACopyOnceForAllJobsThatNeedIt() {
        var lora = world.lora("a");
        var one = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", lora);
        var other = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a lake", lora);
        world.pass(A_MINUTE);
        assertThat(world.wanted()).hasSize(2);
        there("vol-1");
        there("vol-2");
        world.pass(A_MINUTE);
        assertThat(world.state(one)).isInstanceOf(Succeeded.class);
        assertThat(world.state(other)).isInstanceOf(Succeeded.class);
    }

    @Test
    void failsAJobWhoseLoraCannotBeCopiedWithTheReason() {
        var job = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", world.lora("a"));
        world.pass(Duration.ofSeconds(5));
        var want = wanted("vol-1");
        world.says(new ObjectNotMirrored(want.lora(), want.object().key(), want.place(),
                new Reason("VOLUME_UNKNOWN", "Nobody configured it.")));
        world.pass(Duration.ofSeconds(10));
        assertThat(world.state(job)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.LORA_MISSING);
            assertThat(failed.failure().message())
                    .isEqualTo("LoRA a cannot be copied to the network volume vol-1. Nobody configured it.");
        });
        assertThat(world.remote(job)).isEmpty();
        assertThat(world.lane().slots()).isEmpty();
    }

    /** As if a copy took longer than anybody wants to wait for; other jobs go past it. */
    @Test
    void doesNotHoldUpJobsThatNeedNoVolume() {
        var waiting = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour", world.lora("a"));
        var free = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a lake");
        world.pass(A_MINUTE);
        assertThat(world.state(waiting)).isInstanceOf(Queued.class);
        assertThat(world.state(free)).isInstanceOf(Succeeded.class);
    }

    private void there(String volume) {
        var want = wanted(volume);
        world.says(new ObjectMirrored(want.lora(), want.object(), want.place(), want.wantedAt()));
    }

    private LoraWantedOnVolume wanted(String volume) {
        return world.wanted()
                .stream()
                .filter(want -> want.place().volume().value().equals(volume))
                .findAny()
                .orElseThrow();
    }
}
