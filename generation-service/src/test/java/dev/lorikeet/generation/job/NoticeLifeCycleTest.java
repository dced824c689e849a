package dev.lorikeet.generation.job;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.Decision;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.GenerationCommand.NotNotified;
import dev.lorikeet.generation.job.GenerationCommand.Notified;
import dev.lorikeet.generation.job.GenerationCommand.Notify;
import dev.lorikeet.generation.job.GenerationCommand.NotifyAgain;
import dev.lorikeet.generation.job.GenerationCommand.OfNotice;
import dev.lorikeet.generation.job.Notice.Delivered;
import dev.lorikeet.generation.job.Notice.GivenUp;
import dev.lorikeet.generation.job.Notice.Pending;
import dev.lorikeet.generation.job.Notice.Sending;
import dev.lorikeet.generation.job.Notice.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static dev.lorikeet.generation.job.JobSamples.LATER;
import static dev.lorikeet.generation.job.JobSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

final class NoticeLifeCycleTest {
    private static final URI ADDRESS = URI.create("https://receiver.example.org/hook?key=secret-of-a-test");
    private static final Instant SOON = LATER.plusSeconds(30);
    private static final Notice WANTED = Notice.to(ADDRESS, 2, NOW);
    private static final Notify FIRST = new Notify(1, SOON);
    private static final NotNotified FAILED = new NotNotified(1, "It answered 500.", Optional.of(SOON));

    private static Ended with(Notice notice) {
        return JobSamples.succeeded().with(JobSamples.succeeded().job().notifying(notice));
    }

    private static Decision<Generation, ?, GenerationRefusal> decide(Generation state, OfNotice command) {
        return GenerationLifeCycle.decide(state, command, LATER);
    }

    /** After all of these, each at the same time. */
    private static Notice after(Notice notice, OfNotice... commands) {
        Generation state = with(notice);
        for (var command : commands) {
            if (decide(state, command) instanceof Decision.Accepted<Generation, ?, ?>(var next, var events)) {
                assertThat(events).isEmpty();
                state = next;
            } else {
                throw new AssertionError(command + " in " + state);
            }
        }
        return Objects.requireNonNull(((Ended) state).job().notice());
    }

    private static Notice standing(int attempts, Standing standing) {
        return new Notice(ADDRESS, attempts, 2, standing);
    }

    @Test
    void isCountedBeforeItIsSent() {
        assertThat(after(WANTED, FIRST)).isEqualTo(standing(1, new Sending(SOON)));
    }

    @Test
    void changesNothingElseOfTheJob() {
        var before = with(WANTED);
        if (decide(before, FIRST) instanceof Decision.Accepted<Generation, ?, ?>(Ended next, var _)) {
            assertThat(next.with(before.job())).isEqualTo(before);
        }
        assertThat(Stream.of(JobSamples.failed(), JobSamples.cancelled()))
                .allMatch(ended -> ended.with(ended.job()).equals(ended));
    }

    @Test
    void isDeliveredOnceSomebodyHasTakenIt() {
        assertThat(after(WANTED, FIRST, new Notified(1))).isEqualTo(standing(1, new Delivered(LATER)));
        assertThat(decide(with(standing(1, new Delivered(NOW))), new Notified(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void isTriedAgainUntilNothingIsLeft() {
        assertThat(after(WANTED, FIRST, FAILED)).isEqualTo(standing(1, new Pending(SOON, "It answered 500.")));
        assertThat(after(standing(1, new Pending(NOW, "before")), new Notify(2, SOON),
                new NotNotified(2, "It answered 502.", Optional.of(SOON))))
                .isEqualTo(standing(2, new GivenUp("It answered 502.", LATER)));
    }

    @Test
    void isGivenUpAtOnceWhereAnotherAttemptIsWorthNothing() {
        assertThat(after(WANTED, FIRST, new NotNotified(1, "It answered 410.", Optional.empty())))
                .isEqualTo(standing(1, new GivenUp("It answered 410.", LATER)));
    }

    @Test
    void believesAnAnswerThatComesAfterItWasTakenForLost() {
        assertThat(after(WANTED, FIRST, FAILED, new Notified(1))).isEqualTo(standing(1, new Delivered(LATER)));
        assertThat(after(standing(2, new GivenUp("lost", NOW)), new Notified(2)))
                .isEqualTo(standing(2, new Delivered(LATER)));
    }

    @Test
    void getsAsManyAttemptsAgainWhenSomebodyWantsThat() {
        for (var over : List.of(new Delivered(NOW), new GivenUp("lost", NOW))) {
            assertThat(after(standing(2, over), new NotifyAgain(5)))
                    .isEqualTo(new Notice(ADDRESS, 2, 7, new Pending(LATER, null)));
        }
    }

    @Test
    void isOnlyHastenedWhereItWouldBeSentAnyway() {
        assertThat(after(standing(1, new Pending(SOON, "lost")), new NotifyAgain(5)))
                .isEqualTo(standing(1, new Pending(LATER, "lost")));
        for (var standing : List.of(new Pending(NOW, null), new Sending(SOON))) {
            assertThat(decide(with(standing(1, standing)), new NotifyAgain(5))).isInstanceOf(Decision.Unchanged.class);
        }
    }

    private static Stream<List<Object>> nonsense() {
        return Stream.of(
                List.of(standing(0, new Pending(SOON, null)), FIRST),
                List.of(WANTED, new Notify(2, SOON)),
                List.of(standing(1, new Sending(SOON)), FIRST),
                List.of(standing(2, new Pending(NOW, null)), new Notify(3, SOON)),
                List.of(standing(1, new Delivered(NOW)), new Notify(2, SOON)),
                List.of(standing(2, new Sending(SOON)), new Notified(1)),
                List.of(standing(2, new Sending(SOON)), FAILED),
                List.of(WANTED, FAILED),
                List.of(standing(1, new Delivered(NOW)), FAILED),
                List.of(standing(1, new GivenUp("lost", NOW)), FAILED));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void refusesWhatDoesNotFit(List<Object> notice) {
        assertThat(decide(with((Notice) notice.getFirst()), (OfNotice) notice.getLast()))
                .isEqualTo(Decision.refuse(GenerationRefusal.NOT_NOW));
    }

    @Test
    void refusesAJobThatNobodyWantsToHearOfOrThatHasNotEnded() {
        assertThat(decide(JobSamples.succeeded(), FIRST)).isEqualTo(Decision.refuse(GenerationRefusal.NOT_FOUND));
        assertThat(decide(new Generation.None(), FIRST)).isEqualTo(Decision.refuse(GenerationRefusal.NOT_FOUND));
        for (var open : List.of(JobSamples.queued(), JobSamples.submitting(), JobSamples.running(),
                JobSamples.cancelling())) {
            assertThat(decide(open, FIRST)).isEqualTo(Decision.refuse(GenerationRefusal.NOT_NOW));
        }
    }

    @Test
    void isReadBackAsItWasWritten() {
        var json = JsonMapper.shared();
        for (var standing : List.of(new Pending(SOON, "why"), new Sending(SOON), new Delivered(NOW),
                new GivenUp("lost", NOW))) {
            var job = JobSamples.job().notifying(standing(1, standing));
            assertThat(json.readValue(json.writeValueAsString(job), Job.class)).isEqualTo(job);
        }
    }

    @Test
    void neverTellsItsAddress() {
        assertThat(JobSamples.job().notifying(WANTED)).asString()
                .contains("receiver.example.org")
                .doesNotContain("secret-of-a-test");
    }
}
