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
import dev.lorikeet.standalone.LinedServices.Engine;
import dev.lorikeet.standalone.network.Weather;
import dev.lorikeet.standalone.network.Weather.Cutting;
import dev.lorikeet.standalone.network.Weather.Fine;
import dev.lorikeet.standalone.network.Weather.Refusing;
import dev.lorikeet.standalone.network.Weather.Resetting;
import dev.lorikeet.standalone.network.Weather.Silent;
import dev.lorikeet.standalone.network.Weather.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients upload and order while the line to one engine after the other is slow, breaks off, falls silent or is dead. What
 * was accepted ends well when the weather is fine again. {@code -Dlorikeet.weather=PT10S} makes each of them last longer.
 */
final class BadNetworkE2E {
    private static final Duration LASTS = Duration.parse(System.getProperty("lorikeet.weather", "PT1S"));
    private static final long SEED = Long.getLong("lorikeet.weather.seed", 1);
    private static final int CLIENTS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final List<Weather> BAD = List.of(new Slow(Duration.ofMillis(40), 1_000_000), new Resetting(0.2),
            new Cutting(0.2), new Silent());
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("lorikeet.upload.single-put", "1MB"), Map.entry("lorikeet.upload.part-size", "5MB"),
            Map.entry("lorikeet.deletion.undo", "3s"), Map.entry("lorikeet.delivery.work.lease", "6s"),
            Map.entry("lorikeet.delivery.back-off.longest", "2s"), Map.entry("lorikeet.rate.requests", "10000"),
            Map.entry("lorikeet.dispatch.remote-queue-time", "10s"), Map.entry("lorikeet.dispatch.margin", "1s"),
            Map.entry("lorikeet.dispatch.retry-after", "1s"), Map.entry("lorikeet.dispatch.unseen-for", "5s"),
            Map.entry("lorikeet.runpod.call-time", "3s"), Map.entry("lorikeet.runpod.open-for", "2s"),
            Map.entry("lorikeet.s3.call-time", "10s"), Map.entry("LORIKEET_JOB_BASE", "10s"));

    private final Lives lives = new Lives();
    private final Queue<Story> uploads = new ConcurrentLinkedQueue<>();
    private final Queue<Story> orders = new ConcurrentLinkedQueue<>();
    private final int port = Processes.sevenFreePorts();

    @TempDir
    private Path data = Path.of("replaced");

    @Test
    void bringsEverythingToItsEndThatWasAcceptedInBadWeather() throws Exception {
        try (var services = LinedServices.start(data, port, SEED, SETTINGS);
                var remains = new Remains(data, Ports.from(port))) {
            var client = new LoraClient(port);
            awaitHealth(client, 200);
            lives.begin();
            var clients = clients(client);
            for (var engine : Engine.values()) {
                for (var weather : BAD) {
                    services.line(engine).turn(weather);
                    lives.let(LASTS);
                    services.line(engine).turn(new Fine());
                }
            }
            lives.let(LASTS);
            lives.end();
            for (var one : clients) {
                one.join();
            }
            await().pollInterval(Duration.ofMillis(500)).atMost(LIMIT).until(() -> Aftermath.isAtRest(remains));
            var violations = Aftermath.violations(remains, uploads, orders);
            System.out.printf("%d uploads completed, %d orders accepted, %d violations%n",
                    Story.count(uploads, Story.Step.COMPLETE), Story.count(orders, Story.Step.ORDER),
                    violations.size());
            assertThat(violations).isEmpty();
        }
    }

    @Test
    void saysItselfThatAnEngineIsGoneAndThatItIsBack() {
        try (var services = LinedServices.start(data, port, SEED, SETTINGS)) {
            var client = new LoraClient(port);
            for (var engine : List.of(Engine.S3, Engine.MONGO)) {
                awaitHealth(client, 200);
                services.line(engine).turn(new Refusing());
                awaitHealth(client, 503);
                services.line(engine).turn(new Fine());
            }
            awaitHealth(client, 200);
        }
    }

    private void awaitHealth(LoraClient client, int status) {
        await().atMost(LIMIT).until(() -> List.of(port, port + 1, port + 2)
                .stream()
                .allMatch(service -> client.fetch("http://127.0.0.1:" + service + "/actuator/health/readiness")
                        .status() == status));
    }

    private List<Thread> clients(LoraClient http) {
        var clients = new ArrayList<Thread>();
        var chance = new Random(SEED);
        for (int client = 1; client <= CLIENTS; client++) {
            clients.add(Thread.ofVirtual().start(new PersistentClient("client" + client, http, lives,
                    new Random(chance.nextLong()), uploads, orders)));
        }
        return clients;
    }
}
