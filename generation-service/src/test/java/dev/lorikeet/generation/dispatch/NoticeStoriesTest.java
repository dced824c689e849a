package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.generation.dispatch.PlayedReceiver.Mood;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.LogEntry;
import dev.lorikeet.generation.job.LogEntry.What;
import dev.lorikeet.generation.job.Notice;
import dev.lorikeet.generation.job.Notice.Delivered;
import dev.lorikeet.generation.job.Notice.GivenUp;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.notice.SignedNotice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the notice of a job's end. */
final class NoticeStoriesTest {
    private static final Duration MINUTES = Duration.ofMinutes(5);
    private final JobWorld world = new JobWorld(7, 3, 2);

    @BeforeEach
    void twoInstances() {
        world.start();
        world.start();
        world.pass(Duration.ofSeconds(2));
    }

    private Notice notice(GenerationId id) {
        return Objects.requireNonNull(((Known) world.state(id)).job().notice());
    }

    private Stream<LogEntry> calls(GenerationId id) {
        return ((Known) world.state(id)).job().log().stream().filter(line -> line.what().name().startsWith("CALLBACK"));
    }

    private GenerationId cancelled() {
        var id = world.orderAndTell(JobWorld.WORKSPACE);
        world.cancel(id);
        return id;
    }

    @Test
    void isSentOnceTheJobHasEndedAndNotBefore() {
        var id = world.orderAndTell(JobWorld.WORKSPACE);
        while (!(world.state(id) instanceof Ended)) {
            assertThat(world.receiver.heard()).isEmpty();
            world.pass(Duration.ofMillis(500));
        }
        world.pass(Duration.ofSeconds(5));
        assertThat(world.state(id)).isInstanceOf(Succeeded.class);
        assertThat(world.receiver.heard()).hasSize(1).allMatch(world.receiver::believes);
        assertThat(notice(id).standing()).isInstanceOf(Delivered.class);
        assertThat(calls(id)).extracting(LogEntry::what).containsExactly(What.CALLBACK_DELIVERED);
        world.pass(MINUTES);
        assertThat(world.receiver.heard()).hasSize(1);
    }

    @Test
    void isTriedAgainLessAndLessOftenUntilItIsGivenUpAndSaysWhy() {
        world.receiver.isIn(() -> Mood.REFUSES);
        var id = cancelled();
        world.pass(MINUTES);
        assertThat(notice(id).standing()).isInstanceOfSatisfying(GivenUp.class,
                gone -> assertThat(gone.reason()).isEqualTo("It answered 500."));
        var waits = waits(world.receiver.heardAt());
        assertThat(waits).hasSize(3).isSorted();
        assertThat(world.receiver.heard()).extracting(SignedNotice::id).containsOnly("notice_" + id.value());
        assertThat(world.receiver.heard()).extracting(SignedNotice::body)
                .containsOnly(
                        world.receiver.heard().getFirst().body());
        assertThat(calls(id)).extracting(LogEntry::what)
                .containsExactly(What.CALLBACK_FAILED, What.CALLBACK_FAILED, What.CALLBACK_FAILED,
                        What.CALLBACK_GIVEN_UP);
        assertThat(calls(id)).extracting(LogEntry::attempt).containsExactly(1, 2, 3, 4);
    }

    private static List<Duration> waits(List<Instant> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .toList();
    }

    @Test
    void isSentAgainWhenSomebodyWantsThat() {
        world.receiver.isIn(() -> Mood.IS_GONE);
        var id = cancelled();
        world.pass(MINUTES);
        assertThat(world.receiver.heard()).hasSize(1);
        assertThat(notice(id).standing()).isInstanceOf(GivenUp.class);
        world.receiver.isIn(() -> Mood.TAKES);
        world.any().notices().again(id).subscribe();
        world.pass(Duration.ofSeconds(5));
        assertThat(notice(id).standing()).isInstanceOf(Delivered.class);
        assertThat(calls(id)).extracting(LogEntry::what)
                .containsExactly(What.CALLBACK_GIVEN_UP, What.CALLBACK_AGAIN, What.CALLBACK_DELIVERED);
        assertThat(world.receiver.heard()).hasSize(2).extracting(SignedNotice::id).containsOnly("notice_" + id.value());
    }

    @Test
    void isSentByAnotherInstanceWhenTheFirstDiesBeforeItIsAnswered() {
        world.receiver.isIn(() -> Mood.TAKES_AND_DOES_NOT_SAY);
        var id = cancelled();
        while (world.receiver.heard().isEmpty()) {
            world.pass(Duration.ofMillis(500));
        }
        world.any().die();
        world.any().die();
        world.receiver.isIn(() -> Mood.TAKES);
        world.start();
        world.pass(Duration.ofMinutes(1));
        assertThat(notice(id).standing()).isInstanceOf(Delivered.class);
        assertThat(notice(id).attempts()).isEqualTo(2);
        assertThat(world.receiver.heard()).extracting(SignedNotice::id).hasSize(2).containsOnly("notice_" + id.value());
    }

    @Test
    void holdsUpNoJobWhileReceiversAreSilent() {
        world.receiver.isIn(() -> Mood.IS_SILENT);
        for (int i = 0; i < 30; i++) {
            cancelled();
        }
        world.pass(Duration.ofSeconds(3));
        var quiet = new JobWorld(7, 3, 2);
        quiet.start();
        quiet.start();
        quiet.pass(Duration.ofSeconds(5));
        assertThat(stepsUntilDone(world)).isLessThanOrEqualTo(2 * stepsUntilDone(quiet));
        assertThat(world.receiver.heard()).isNotEmpty();
    }

    private static int stepsUntilDone(JobWorld world) {
        var id = world.order(JobWorld.WORKSPACE, OnLoraFailure.FAIL, "a harbour");
        int steps = 0;
        for (; !(world.state(id) instanceof Succeeded); steps++) {
            world.pass(Duration.ofMillis(500));
        }
        return steps;
    }
}
