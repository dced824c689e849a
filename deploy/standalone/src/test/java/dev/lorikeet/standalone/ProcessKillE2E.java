package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

import dev.lorikeet.embedded.platform.Ports;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole program is killed again and again while clients use it. What they were promised holds, and nothing is left
 * behind. {@code -Dlorikeet.kills=200} for a long run, {@code -Dlorikeet.kill.seed=} for the moments of an earlier one.
 */
final class ProcessKillE2E {
    private static final int KILLS = Integer.getInteger("lorikeet.kills", 3);
    private static final long SEED = Long.getLong("lorikeet.kill.seed",
            ThreadLocalRandom.current().nextLong(1_000_000));
    private static final int CLIENTS = 4;
    private static final List<String> WORKSPACES = List.of("demo", "film");
    /** From so many on, everything that clients do by chance has been done. */
    private static final int MANY = 20;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** Longer than a ticket (24 h) and the sweep's time of grace (2 h) together. */
    private static final Duration LATER = Duration.ofHours(27);
    /** Defaults are made for days; what heals by itself has to do so while a test waits. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("LORIKEET_UPLOAD_SINGLEPUT", "1MB"), Map.entry("LORIKEET_UPLOAD_PARTSIZE", "5MB"),
            Map.entry("LORIKEET_DELETION_UNDO", "3s"), Map.entry("LORIKEET_DELIVERY_WORK_LEASE", "6s"),
            Map.entry("LORIKEET_RATE_REQUESTS", "10000"), Map.entry("LORIKEET_QUOTA_OPENUPLOADS", "100000"),
            Map.entry("LORIKEET_QUOTA_LORAS", "100000"), Map.entry("LORIKEET_ORDERS_OPENPERWORKSPACE", "10000"),
            Map.entry("LORIKEET_SWEEP_MOSTPERCENT", "100"), Map.entry("LORIKEET_DISPATCH_REMOTEQUEUETIME", "10s"),
            Map.entry("LORIKEET_DISPATCH_MARGIN", "1s"), Map.entry("LORIKEET_DISPATCH_RETRYAFTER", "1s"),
            Map.entry("LORIKEET_DISPATCH_UNSEENFOR", "5s"), Map.entry("LORIKEET_RUNPOD_CALLTIME", "3s"),
            Map.entry("LORIKEET_JOB_BASE", "10s"));

    private final Lives lives = new Lives();
    private final Random chance = new Random(SEED);
    private final Queue<Story> uploads = new ConcurrentLinkedQueue<>();
    private final Queue<Story> orders = new ConcurrentLinkedQueue<>();
    private final int port = Processes.sevenFreePorts();

    /** Kept when something was wrong, because its log says more. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data = Path.of("replaced");

    @Test
    void losesNothingAndLeavesNothingBehindHoweverOftenItIsKilled() throws Exception {
        System.out.printf("%d kills, -Dlorikeet.kill.seed=%d%n", KILLS, SEED);
        var remoteJobs = new RemoteJobs(data);
        try (var last = killedAgainAndAgain(remoteJobs);
                var remains = new Remains(data, Ports.from(port), remoteJobs)) {
            awaitOrShow(() -> new Rest(remains).isNear());
            last.kill();
        }
        try (var later = LorikeetProcess.startLater(data, port, SETTINGS, LATER)) {
            later.awaitReady();
            try (var remains = new Remains(data, Ports.from(port), remoteJobs)) {
                var client = new LoraClient(port);
                awaitOrShow(() -> sweeps(client) && new Rest(remains).isNear(LATER));
                var inventory = new Inventory(remains, LATER);
                var violations = Aftermath.violations(inventory, uploads, orders);
                System.out.println(figures() + violations.size() + " violations");
                assertThat(violations).as("seed %d, kills %s", SEED, lives.kills()).isEmpty();
                assertThatViolationsAreSeen(new Plants(inventory, orders));
                assertThatEachSeesItsOwn(remains);
                assertThatMuchWasDone(remains);
            }
            later.kill();
        }
    }

    private LorikeetProcess killedAgainAndAgain(RemoteJobs remoteJobs) throws InterruptedException {
        var process = LorikeetProcess.start(data, port, SETTINGS);
        var clients = new ArrayList<Thread>();
        try {
            process.awaitReady();
            var members = WORKSPACES.stream().map(workspace -> new LoraClient(port, workspace)).toList();
            for (int client = 1; client <= CLIENTS; client++) {
                clients.add(Thread.ofVirtual()
                        .start(new PersistentClient("client" + client, members.get(client % members.size()), lives,
                                new Random(chance.nextLong()), uploads, orders)));
            }
            while (lives.kills().size() < KILLS) {
                boolean whileItStarts = lives.current() > 1 && chance.nextInt(6) == 0;
                if (!whileItStarts) {
                    process.awaitReady();
                    lives.begin();
                }
                var moment = Duration.ofMillis(chance.nextInt(500, 8000));
                lives.let(moment);
                lives.kill(moment + (whileItStarts ? " after its start" : " after it was ready"));
                process.kill();
                remoteJobs.remember();
                process = LorikeetProcess.start(data, port, SETTINGS);
            }
            process.awaitReady();
            lives.begin();
            lives.let(Duration.ofSeconds(2));
            return process;
        } catch (Throwable failure) {
            process.close();
            throw failure;
        } finally {
            lives.end();
            for (var client : clients) {
                client.join();
            }
        }
    }

    private static void assertThatViolationsAreSeen(Plants plants) {
        System.out.println(plants.count() + " violations planted");
        assertThat(plants.count()).isGreaterThanOrEqualTo(KILLS >= MANY ? 20 : 10);
        assertThat(plants.unseen()).as("planted, and nobody saw it").isEmpty();
    }

    private void assertThatEachSeesItsOwn(Remains remains) {
        var library = remains.documents("lora-api/loras")
                .values()
                .stream()
                .filter(lora -> lora.status().equals("ready"))
                .toList();
        for (var workspace : WORKSPACES) {
            var own = library.stream()
                    .filter(lora -> LibraryTruths.ownerOf(lora).equals(workspace))
                    .map(LibraryTruths::idOf)
                    .toList();
            assertThat(new LoraClient(port, workspace).everythingListed()).as(workspace)
                    .containsExactlyInAnyOrderElementsOf(own);
        }
    }

    /** A run in which nobody did anything would prove nothing. */
    private void assertThatMuchWasDone(Remains remains) {
        assertThat(Story.count(uploads, Story.Step.COMPLETE)).isPositive();
        assertThat(data.resolve("logs/lorikeet.log")).isNotEmptyFile();
        if (KILLS >= MANY) {
            assertThat(Story.count(orders, Story.Step.ORDER)).as("orders").isPositive();
            assertThat(remains.documents("generation-service/generations").values()).extracting(Tree::status)
                    .contains("succeeded");
            assertThat(Story.count(uploads, Story.Step.DELETE)).as("deletions").isPositive();
            assertThat(remains.documents("lora-api/loras").values()).extracting(Tree::status).contains("deleted");
        }
    }

    private static boolean sweeps(LoraClient client) {
        return !client.sweep().json().hasNonNull("refusal");
    }

    /** If it does not come to rest, what is wrong with it says more than that it took too long. */
    private static void awaitOrShow(Callable<Boolean> condition) {
        try {
            await().pollInterval(Duration.ofMillis(500)).atMost(LIMIT).until(condition);
        } catch (ConditionTimeoutException never) {
            System.out.println("It did not come to rest within " + LIMIT);
        }
    }

    private String figures() {
        return "seed %d: %d kills, %d uploads completed, %d deleted, %d restored, %d orders accepted, ".formatted(SEED,
                lives.kills().size(), Story.count(uploads, Story.Step.COMPLETE),
                Story.count(uploads, Story.Step.DELETE),
                Story.count(uploads, Story.Step.RESTORE), Story.count(orders, Story.Step.ORDER));
    }
}
