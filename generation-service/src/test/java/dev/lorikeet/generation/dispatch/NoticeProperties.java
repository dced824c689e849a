package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.PlayedReceiver.Mood;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.LogEntry.What;
import dev.lorikeet.generation.job.Notice.Delivered;
import dev.lorikeet.generation.job.Notice.GivenUp;
import dev.lorikeet.generation.notice.SignedNotice;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever receivers answer, and whichever instances die while they do. */
final class NoticeProperties {
    private static final int STEPS = 10;
    /** Longer than all attempts of a notice, each of them lost. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofSeconds(2);

    @Property(tries = 100)
    void everyNoticeIsDeliveredOrVisiblyGivenUpAndEveryAttemptIsSigned(@ForAll long seed) {
        var world = new JobWorld(seed, 3, 2);
        world.start();
        world.start();
        var chance = new Random(seed);
        var moods = Mood.values();
        world.receiver.isIn(() -> moods[chance.nextInt(chance.nextInt(8) == 0 ? moods.length : moods.length - 1)]);
        var rounds = new HashMap<GenerationId, Integer>();
        var jobs = new ArrayList<GenerationId>();
        for (int step = 0; step < STEPS; step++) {
            step(world, chance, jobs, rounds);
            world.pass(Duration.ofMillis(500L * (1 + chance.nextInt(20))));
        }
        jobs.forEach(world::cancel);
        var _ = world.any();
        untilToldOrTooLate(world, jobs);
        assertThat(world.receiver.heard()).allMatch(world.receiver::believes);
        jobs.forEach(id -> told(world, id, rounds.getOrDefault(id, 0) + 1));
    }

    private static void untilToldOrTooLate(JobWorld world, List<GenerationId> jobs) {
        for (var left = LONG_ENOUGH; left.isPositive() && !jobs.stream().allMatch(id -> isOver(world, id)); left = left
                .minus(LOOK)) {
            world.pass(LOOK);
        }
    }

    private static boolean isOver(JobWorld world, GenerationId id) {
        var notice = world.state(id) instanceof Ended ended ? ended.job().notice() : null;
        return notice != null && (notice.standing() instanceof Delivered || notice.standing() instanceof GivenUp);
    }

    private static void step(JobWorld world, Random chance, List<GenerationId> jobs,
            Map<GenerationId, Integer> rounds) {
        switch (chance.nextInt(8)) {
            case 0, 1, 2 -> {
                jobs.add(world.orderAndTell(new WorkspaceId("demo")));
                if (chance.nextInt(4) > 0) {
                    world.cancel(jobs.getLast());
                }
            }
            case 3, 4 -> {
                world.any().die();
                if (chance.nextBoolean()) {
                    world.start();
                }
            }
            default -> {
                if (!jobs.isEmpty()) {
                    var id = jobs.get(chance.nextInt(jobs.size()));
                    world.any().notices().again(id).subscribe(outcome -> {
                        if (outcome instanceof Outcome.Done<?, ?>) {
                            rounds.merge(id, 1, Integer::sum);
                        }
                    });
                }
            }
        }
    }

    private static void told(JobWorld world, GenerationId id, int rounds) {
        var ended = (Ended) world.state(id);
        var notice = Objects.requireNonNull(ended.job().notice());
        var heard = world.receiver.heard().stream().filter(one -> one.id().equals("notice_" + id.value())).toList();
        assertThat(notice.attempts()).isLessThanOrEqualTo(notice.allowed());
        assertThat(notice.allowed()).isLessThanOrEqualTo(rounds * JobWorld.NOTICES.attempts());
        assertThat(heard).hasSizeLessThanOrEqualTo(notice.attempts());
        assertThat(heard.stream().map(SignedNotice::body).distinct()).hasSizeLessThanOrEqualTo(1);
        assertThat(notice.standing()).isInstanceOfAny(Delivered.class, GivenUp.class);
        if (notice.standing() instanceof Delivered) {
            assertThat(world.receiver.hasTaken("notice_" + id.value())).isTrue();
        } else {
            assertThat(ended.job().log().getLast().what()).isEqualTo(What.CALLBACK_GIVEN_UP);
        }
    }
}
