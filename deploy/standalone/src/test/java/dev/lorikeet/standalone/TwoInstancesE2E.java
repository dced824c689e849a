package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.event.Topic;
import dev.lorikeet.standalone.Replicas.Kind;
import dev.lorikeet.standalone.Story.Step;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two of each service, as a cluster has them, and clients that are never told which one answers. One of each is killed
 * under them and comes back, and the other is stopped as by an upgrade; nobody loses anything, and the work goes on.
 */
final class TwoInstancesE2E {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long SEED = Long.getLong("lorikeet.replicas.seed", 1);
    private static final int CLIENTS = 4;
    /** How much of its work has to be done before it is believed that the other one carries on. */
    private static final int SOME = 3;
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("lorikeet.upload.single-put", "1MB"), Map.entry("lorikeet.upload.part-size", "5MB"),
            Map.entry("lorikeet.deletion.undo", "3s"), Map.entry("lorikeet.delivery.work.lease", "6s"),
            Map.entry("lorikeet.rate.requests", "10000"), Map.entry("lorikeet.quota.open-uploads", "10000"),
            Map.entry("lorikeet.orders.open-per-workspace", "1000"),
            Map.entry("lorikeet.dispatch.remote-queue-time", "10s"), Map.entry("lorikeet.dispatch.margin", "1s"),
            Map.entry("lorikeet.dispatch.retry-after", "1s"), Map.entry("lorikeet.dispatch.unseen-for", "5s"),
            Map.entry("lorikeet.runpod.call-time", "3s"), Map.entry("LORIKEET_JOB_BASE", "10s"));

    private final Lives lives = new Lives();
    private final Random chance = new Random(SEED);
    private final Queue<Story> uploads = new ConcurrentLinkedQueue<>();
    private final Queue<Story> orders = new ConcurrentLinkedQueue<>();
    private final int port = Processes.sevenFreePorts();

    /** Kept when something was wrong, because its logs say more. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data = Path.of("replaced");

    @Test
    void carryOnWhicheverOfThemIsKilledOrStopped() throws Exception {
        try (var replicas = new Replicas(data, port, SETTINGS); var remains = new Remains(data, Ports.from(port))) {
            var client = new LoraClient(port);
            var watchers = replicas.of(Kind.LORA_API).stream().map(client::watch).toList();
            var clients = clients(client);
            try {
                for (var kind : Kind.values()) {
                    awaitWork(kind, "all of them are there", remains);
                }
                for (var kind : Kind.values()) {
                    int victim = replicas.of(kind).getFirst();
                    replicas.process(victim).kill();
                    awaitWork(kind, "one of the two was killed", remains);
                    replicas.start(kind, victim);
                }
                for (var kind : Kind.values()) {
                    replicas.awaitReady(replicas.of(kind).getFirst());
                    var leaving = replicas.process(replicas.of(kind).getLast());
                    leaving.interrupt();
                    assertThat(leaving.awaitEnd()).as("%s ends as it was asked to", kind.title()).isEqualTo(143);
                    awaitWork(kind, "the other one was stopped", remains);
                }
            } finally {
                lives.end();
                for (var one : clients) {
                    one.join();
                }
            }
            await().pollInterval(Duration.ofMillis(500)).atMost(LIMIT).until(() -> new Rest(remains).isNear());
            var violations = Aftermath.violations(remains, uploads, orders);
            System.out.printf("%d uploads completed, %d orders accepted, %d violations%n",
                    Story.count(uploads, Step.COMPLETE), Story.count(orders, Step.ORDER), violations.size());
            assertThat(violations).isEmpty();
            assertThat(Story.count(orders, Step.ORDER)).isPositive();
            assertBothHeardOfTheSame(watchers);
        }
    }

    private List<Thread> clients(LoraClient http) {
        lives.begin();
        var clients = new ArrayList<Thread>();
        for (int number = 1; number <= CLIENTS; number++) {
            clients.add(Thread.ofVirtual()
                    .start(new PersistentClient("client" + number, http, lives,
                            new Random(chance.nextLong()), uploads, orders)));
        }
        return clients;
    }

    private void awaitWork(Kind kind, String since, Remains remains) {
        lives.turn(since);
        long before = done(kind, remains);
        try {
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(LIMIT)
                    .until(() -> done(kind, remains) >= before + SOME);
        } catch (ConditionTimeoutException never) {
            throw new AssertionError("%s does nothing since %s; what was ordered:%n%s".formatted(kind.title(), since,
                    orders), never);
        }
    }

    /** What only this kind can have done. */
    private long done(Kind kind, Remains remains) {
        return switch (kind) {
            case LORA_API -> Story.count(uploads, Step.COMPLETE);
            case STORAGE_WORKER -> remains.said(Topic.STORAGE_EVENTS, "dev.lorikeet.storage.object-verified.v1");
            case GENERATION_SERVICE -> remains.said(Topic.GENERATION_EVENTS, "dev.lorikeet.generation.dispatched.v1");
        };
    }

    /** Whichever instance the browser is connected to: until the first of them was killed, each said everything. */
    private static void assertBothHeardOfTheSame(List<Queue<String>> watchers) {
        var heard = List.copyOf(watchers.getFirst());
        assertThat(heard).isNotEmpty();
        assertThat(watchers.getLast()).containsAll(heard);
    }
}
