package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the platform under any sequence of submissions, requests, faults and pauses. */
final class RunPodCloudProperties {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(25);
    private static final Set<JobFault> UNFINISHED = EnumSet.of(JobFault.LOST, JobFault.NEVER_STARTS);

    /** One thing that happens, to the job with this index if there is one. */
    record Step(Kind kind, int job, int seconds, List<JobFault> faults) {
        enum Kind {
            SUBMIT,
            CANCEL,
            RETRY,
            PURGE,
            WAIT,
            ASK
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(Arbitraries.of(Step.Kind.class), Arbitraries.integers().between(0, 9),
                Arbitraries.integers().between(0, 45),
                Arbitraries.of(JobFault.class).list().ofMaxSize(2))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void gaugesAlwaysEqualThePool(@ForAll("histories") List<Step> history) {
        var caller = Caller.generic();
        var ids = new ArrayList<String>();
        for (var step : history) {
            play(step, caller, ids);
            assertThat(caller.gauge("jobs", "inQueue")).isEqualTo(count(caller, JobStatus.IN_QUEUE));
            assertThat(caller.gauge("jobs", "inProgress")).isEqualTo(count(caller, JobStatus.IN_PROGRESS));
            long workers = caller.gauge("workers", "idle") + caller.gauge("workers", "initializing")
                    + caller.gauge("workers", "running");
            assertThat(workers).isLessThanOrEqualTo(3);
            assertThat(caller.gauge("workers", "ready"))
                    .isEqualTo(caller.gauge("workers", "idle") + caller.gauge("workers", "running"));
            assertThat(attended(caller)).isLessThanOrEqualTo(caller.gauge("workers", "running"));
        }
    }

    @Property(tries = 300)
    void noJobIsLostOrDoneTwiceUnlessAFaultSaysSo(@ForAll("histories") List<Step> history) {
        var caller = Caller.generic();
        var ids = new ArrayList<String>();
        history.stream()
                .filter(step -> step.kind() == Step.Kind.SUBMIT || step.kind() == Step.Kind.WAIT)
                .forEach(step -> play(step, caller, ids));
        var submitted = caller.cloud.jobs();
        caller.after(LONG_ENOUGH);
        for (var before : submitted) {
            var job = caller.cloud.job(before.id()).orElse(before);
            boolean unfinished = before.order().has(JobFault.NEVER_STARTS)
                    && !before.order().has(JobFault.NEVER_PICKED_UP);
            assertThat(job.state().status().ended()).as(job.toString()).isEqualTo(!unfinished);
            assertThat(caller.cloud.executions(job.id()))
                    .isLessThanOrEqualTo(before.order().has(JobFault.RUNS_TWICE) ? 2 : 1);
        }
    }

    @Property(tries = 200)
    void whatHasEndedStaysAsItIsForItsRetentionAndNoLonger(@ForAll("histories") List<Step> history) {
        var caller = Caller.generic();
        var ids = new ArrayList<String>();
        history.stream().filter(step -> step.kind() != Step.Kind.RETRY).forEach(step -> play(step, caller, ids));
        var ended = caller.cloud.jobs()
                .stream()
                .filter(job -> job.state().status().ended() && !job.order().has(JobFault.LATE_PROGRESS))
                .toList();
        var step = Duration.ofMinutes(5);
        for (int minute = 0; minute <= 30; minute += 5) {
            for (var job : ended) {
                var until = Objects.requireNonNull(job.state().endedAt()).plus(Times.USUAL.retention());
                assertThat(caller.cloud.job(job.id())).isEqualTo(caller.cloud.now().isBefore(until)
                        ? Optional.of(job)
                        : Optional.empty());
            }
            caller.after(step);
        }
    }

    @Property(tries = 200)
    void nothingOutlivesItsTimeToLive(@ForAll("histories") List<Step> history) {
        var caller = Caller.generic();
        var ids = new ArrayList<String>();
        history.forEach(step -> play(step, caller, ids));
        caller.after(Times.USUAL.ttl());
        assertThat(caller.cloud.jobs()).isEmpty();
        assertThat(caller.gauge("workers", "ready")).isZero();
    }

    @Property(tries = 200)
    void aRestartLosesNoJobAndNoCallback(@ForAll("histories") List<Step> history) {
        var caller = Caller.generic();
        var ids = new ArrayList<String>();
        var kept = new Kept();
        history.forEach(step -> {
            play(step, caller, ids);
            kept.write(caller.cloud.takeChanges());
        });
        var restarted = new Caller(new RunPodCloud(caller.cloud.now(), 8), "wan", caller.cloud.settings("wan")
                .orElseThrow());
        restarted.cloud.restore(kept.jobs(), kept.webhooks());
        assertThat(restarted.cloud.jobs()).extracting(Job::id)
                .containsExactlyInAnyOrderElementsOf(caller.cloud.jobs().stream().map(Job::id).toList());
        restarted.after(LONG_ENOUGH);
        assertThat(restarted.cloud.jobs()).allMatch(job -> job.state().status().ended()
                || job.order().faults().stream().anyMatch(UNFINISHED::contains));
        assertThat(restarted.cloud.dueWebhooks()).extracting(WebhookDelivery::id)
                .containsAll(caller.after(LONG_ENOUGH).cloud.dueWebhooks()
                        .stream()
                        .map(WebhookDelivery::id)
                        .filter(kept::hasWebhook)
                        .toList());
    }

    private static void play(Step step, Caller caller, List<String> ids) {
        var id = ids.isEmpty() ? "none" : ids.get(step.job() % ids.size());
        switch (step.kind()) {
            case SUBMIT -> {
                caller.faults().nextJob(step.faults().stream().distinct().toArray(JobFault[]::new));
                ids.add(caller.submit("{\"input\":{\"prompt\":\"x\"},\"webhook\":\"http://127.0.0.1:1/x\"}"));
            }
            case CANCEL -> caller.cancel(id);
            case RETRY -> caller.retry(id);
            case PURGE -> caller.request("POST", "purge-queue");
            case WAIT -> caller.afterSeconds(step.seconds());
            case ASK -> caller.status(id);
        }
    }

    private static long count(Caller caller, JobStatus status) {
        return caller.cloud.jobs().stream().filter(job -> job.state().status() == status).count();
    }

    /** Those that a worker really has; late progress only looks as if. */
    private static long attended(Caller caller) {
        return caller.cloud.jobs()
                .stream()
                .filter(job -> job.state().status() == JobStatus.IN_PROGRESS && job.state().endedAt() == null)
                .count();
    }
}
