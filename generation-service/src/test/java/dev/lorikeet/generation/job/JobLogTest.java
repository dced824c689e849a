package dev.lorikeet.generation.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.Decision;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.GenerationCommand.Adjusted;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.PutBack;
import dev.lorikeet.generation.job.GenerationCommand.Seen;
import dev.lorikeet.generation.job.GenerationCommand.Submit;
import dev.lorikeet.generation.job.GenerationCommand.Unseen;
import dev.lorikeet.generation.job.LogEntry.What;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static dev.lorikeet.generation.job.JobSamples.FORGOTTEN;
import static dev.lorikeet.generation.job.JobSamples.LATER;
import static dev.lorikeet.generation.job.JobSamples.NOW;
import static dev.lorikeet.generation.job.JobSamples.REMOTE;
import static dev.lorikeet.generation.job.JobSamples.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

final class JobLogTest {

    /** What is left after all of these, each at the same time. */
    private static Known after(Generation state, GenerationCommand... commands) {
        var now = state;
        for (var command : commands) {
            now = switch (JobLog.written(now, GenerationLifeCycle.decide(now, command, LATER), LATER)) {
                case Decision.Accepted<Generation, ?, GenerationRefusal>(var next, var _) -> next;
                case Decision.Unchanged<Generation, ?, GenerationRefusal>(var current) -> current;
                case Decision.Refused<Generation, ?, GenerationRefusal>(var reason) ->
                    throw new AssertionError(command + ": " + reason);
            };
        }
        return (Known) now;
    }

    private static List<String> lines(Known state) {
        return state.job()
                .log()
                .stream()
                .map(line -> line.what() + " " + line.attempt() + (line.detail() == null ? "" : " " + line.detail()))
                .toList();
    }

    private static Seen seen(int attempt, Phase phase, int percent) {
        return new Seen(attempt, REMOTE, new RemoteProgress(phase, percent, null, "w1", 10L), LATER);
    }

    @Test
    void tellsTheWholeStoryOfAJobInOrder() {
        var failing = new GenerationCommand.Fail(2, Failure.of(FailureCode.OUT_OF_MEMORY, "It did not fit."), 2, LATER,
                JobSamples.GIVE_UP, Optional.of(new Adjusted(JobSamples.order(), List.of("LoRA b was left out."))));
        var done = after(new Generation.None(), JobSamples.request(), new Hold(LATER, "The bucket is away."),
                new Submit(1, SECRET, FORGOTTEN, FORGOTTEN),
                new PutBack(1, LATER, Failure.of(FailureCode.AUTH, "No key.")),
                new Submit(2, SECRET, FORGOTTEN, FORGOTTEN), new Accepted(2, REMOTE, LATER),
                seen(2, Phase.RENDERING, 20),
                seen(2, Phase.RENDERING, 70), failing, new Submit(3, SECRET, FORGOTTEN, FORGOTTEN),
                new Accepted(3, REMOTE, LATER), new Unseen(3, LATER.plusSeconds(5)), seen(3, Phase.ENCODING, 90),
                new GenerationCommand.Finish(3, REMOTE, JobSamples.VIDEO, "w2", 1L, 2L));
        assertThat(lines(done)).containsExactly("ORDERED 0", "HELD 0 The bucket is away.", "ASKED 1",
                "PUT_BACK 1 No key.", "ASKED 2", "TAKEN 2 " + REMOTE, "RENDERING 2 w1",
                "ATTEMPT_FAILED 2 It did not fit.", "ADJUSTED 0 LoRA b was left out.", "ASKED 3", "TAKEN 3 " + REMOTE,
                "ENCODING 3 w1", "SUCCEEDED 3 w2");
        assertThat(done.job().log()).allMatch(line -> line.at().equals(LATER));
    }

    @Test
    void tellsOfACancellationThatCameTooLate() {
        var done = after(JobSamples.running(), new Cancel(), JobSamples.finish());
        assertThat(lines(done)).first().isEqualTo("CANCELLING 2");
        assertThat(lines(done)).last().isEqualTo("SUCCEEDED 2 worker");
        assertThat(done.job().log()).extracting(LogEntry::what)
                .containsExactly(What.CANCELLING, What.ADJUSTED, What.SUCCEEDED);
    }

    @Test
    void tellsWhyAJobFailed() {
        assertThat(lines(after(JobSamples.running(), JobSamples.fail(FailureCode.TIMEOUT, Optional.empty()))))
                .containsExactly("FAILED 2 It came to nothing.");
    }

    @Test
    void doesNotSayTheSameReasonTwice() {
        var held = after(JobSamples.queued(), new Hold(LATER, "away"), new Hold(LATER.plusSeconds(5), "away"));
        assertThat(lines(held)).containsExactly("HELD 0 away");
    }

    @Test
    void keepsTheBeginningAndTheNewestOfALongLog() {
        var commands = new ArrayList<GenerationCommand>(List.of(JobSamples.request()));
        for (int i = 0; i < 2 * JobLog.MOST; i++) {
            commands.add(new Hold(LATER, "reason " + i));
        }
        var lines = lines(after(new Generation.None(), commands.toArray(GenerationCommand[]::new)));
        assertThat(lines).hasSize(JobLog.MOST).startsWith("ORDERED 0", "HELD 0 reason 0");
        assertThat(lines).last().isEqualTo("HELD 0 reason " + (2 * JobLog.MOST - 1));
    }

    @Test
    void cutsALongReason() {
        assertThat(new LogEntry(NOW, What.HELD, 0, "x".repeat(2000)).detail()).hasSizeLessThan(600).endsWith("…");
    }

    @Test
    void isReadBackAsItWasWritten() {
        var job = after(new Generation.None(), JobSamples.request(), new Hold(LATER, "away")).job();
        var json = JsonMapper.shared();
        assertThat(json.readValue(json.writeValueAsString(job), Job.class)).isEqualTo(job);
    }

    /** Jobs that were stored before there was a log. */
    @Test
    void aJobWithoutALogHasAnEmptyOne() {
        var json = JsonMapper.shared();
        var stored = (ObjectNode) json.valueToTree(JobSamples.job());
        stored.remove("log");
        assertThat(json.treeToValue(stored, Job.class)).isEqualTo(JobSamples.job());
    }
}
