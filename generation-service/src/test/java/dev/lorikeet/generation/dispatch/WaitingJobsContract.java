package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.Engines;
import dev.lorikeet.delivery.InMemoryEventLog;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.WaitingJobs.Heads;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationCommand.Hold;
import dev.lorikeet.generation.job.GenerationCommand.Request;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.job.Parameters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/** What the dispatcher finds, wherever the jobs are. */
abstract class WaitingJobsContract {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    /** Workspaces that are looked at in one go. */
    static final int MOST = 3;
    private Generations generations;

    abstract WaitingJobs waiting();

    abstract DocumentStore jobs();

    @BeforeEach
    void prepare() {
        jobs().prepare().block(LIMIT);
        waiting().prepare().block(LIMIT);
        var log = new InMemoryEventLog(Schedulers.immediate(), DeliveryLimits.defaults().backOff());
        generations = new Generations(new Delivery("generation-service", new Engines(_ -> jobs(), log, CLOCK,
                Schedulers.immediate(), "one"), DeliveryLimits.defaults(), new SimpleMeterRegistry()), CLOCK);
    }

    private void order(String id, String workspace, String endpoint, int secondsAgo) {
        var order = new Order("wan22", "v1", new Parameters(Map.of("prompt", "a harbour")), List.of(),
                OnLoraFailure.FAIL);
        var job = Job.of(new GenerationId(id), new WorkspaceId(workspace), "kim", endpoint, order,
                NOW.minusSeconds(secondsAgo), null, null);
        generations.request(new Request(job, NOW.plusSeconds(3600))).block(LIMIT);
    }

    private List<String> heads(String endpoint, int each) {
        return shown(look(endpoint, "", each));
    }

    private Heads look(String endpoint, String after, int each) {
        return waiting().heads(endpoint, after, NOW, each).blockOptional(LIMIT).orElseThrow();
    }

    private static List<String> shown(Heads heads) {
        return heads.jobs().stream().map(one -> one.workspace().value() + " " + one.job().value()).toList();
    }

    @Test
    void looksAtSoManyWorkspacesAndGoesOnBehindThem() {
        for (var workspace : List.of("e", "b", "d", "a", "c")) {
            order(workspace + "1", workspace, "wan22", 10);
        }
        generations.send(new GenerationId("b1"), new Hold(NOW.plusSeconds(60), "the bucket is away")).block(LIMIT);
        var first = look("wan22", "", 2);
        assertThat(shown(first)).containsExactly("a a1", "c c1");
        assertThat(first.last()).isEqualTo("c");
        var second = look("wan22", first.last(), 2);
        assertThat(shown(second)).containsExactly("d d1", "e e1");
        assertThat(second.last()).isEmpty();
        assertThat(look("wan22", "b", 2).last()).isEqualTo("e");
        assertThat(look("wan22", "e", 2)).isEqualTo(new Heads(List.of(), ""));
    }

    @Test
    void findsTheFirstOfEveryWorkspace() {
        order("a3", "a", "wan22", 10);
        order("a1", "a", "wan22", 30);
        order("a2", "a", "wan22", 20);
        order("b1", "b", "wan22", 1);
        order("c1", "c", "another", 99);
        assertThat(heads("wan22", 2)).containsExactly("a a1", "a a2", "b b1");
        assertThat(heads("wan22", 9)).containsExactly("a a1", "a a2", "a a3", "b b1");
        assertThat(heads("another", 2)).containsExactly("c c1");
        assertThat(heads("nobodys", 2)).isEmpty();
    }

    @Test
    void findsNothingThatIsNotReadyOrWaitsNoMore() {
        order("a1", "a", "wan22", 30);
        order("a2", "a", "wan22", 20);
        order("b1", "b", "wan22", 10);
        order("c1", "c", "wan22", 10);
        generations.send(new GenerationId("a1"), new Hold(NOW.plusSeconds(60), "the bucket is away")).block(LIMIT);
        generations.send(new GenerationId("b1"), new Cancel()).block(LIMIT);
        assertThat(heads("wan22", 2)).containsExactly("a a2", "c c1");
        assertThat(generations.find(new GenerationId("b1")).blockOptional(LIMIT).orElseThrow().state())
                .isInstanceOf(Generation.Cancelled.class);
    }

    @Test
    void countsWhatIsBeforeAJobAndWhatThereIsInAll() {
        order("a1", "a", "wan22", 30);
        order("a2", "a", "wan22", 20);
        order("b1", "b", "wan22", 40);
        order("c1", "c", "another", 50);
        assertThat(waiting().before("wan22", new WorkspaceId("a"), NOW.minusSeconds(20)).block(LIMIT)).isEqualTo(1);
        assertThat(waiting().before("wan22", new WorkspaceId("a"), NOW).block(LIMIT)).isEqualTo(2);
        assertThat(waiting().before("wan22", new WorkspaceId("b"), NOW.minusSeconds(40)).block(LIMIT)).isZero();
        assertThat(waiting().of("wan22", new WorkspaceId("a")).block(LIMIT)).isEqualTo(2);
        assertThat(waiting().of("wan22", new WorkspaceId("c")).block(LIMIT)).isZero();
        assertThat(waiting().all("wan22").block(LIMIT)).isEqualTo(3);
        assertThat(waiting().all("nobodys").block(LIMIT)).isZero();
    }

    @Test
    void showsOperatorsHowManyWaitAndForHowLongTheFirstHas() {
        var registry = new SimpleMeterRegistry();
        var meters = new QueueMeters(List.of("wan22", "another", "wan22"), waiting(), CLOCK, registry);
        order("a1", "a", "wan22", 10);
        order("b1", "b", "wan22", 40);
        order("c1", "c", "wan22", 50);
        generations.send(new GenerationId("c1"), new Hold(NOW.plusSeconds(60), "the bucket is away")).block(LIMIT);
        meters.look().block(LIMIT);
        assertThat(shown(registry, "lorikeet.jobs.waiting", "wan22")).isEqualTo(3);
        assertThat(shown(registry, "lorikeet.jobs.waiting.age", "wan22")).isEqualTo(40);
        assertThat(shown(registry, "lorikeet.jobs.waiting.age", "another")).isZero();
    }

    private static double shown(SimpleMeterRegistry registry, String gauge, String endpoint) {
        return registry.get(gauge).tag("endpoint", endpoint).gauge().value();
    }
}
