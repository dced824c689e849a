package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.standalone.LinedServices.Engine;
import dev.lorikeet.standalone.LoraClient.Answer;
import dev.lorikeet.standalone.network.Weather;
import dev.lorikeet.standalone.network.Weather.Cutting;
import dev.lorikeet.standalone.network.Weather.Fine;
import dev.lorikeet.standalone.network.Weather.Refusing;
import dev.lorikeet.standalone.network.Weather.Resetting;
import dev.lorikeet.standalone.network.Weather.Silent;
import dev.lorikeet.standalone.network.Weather.Slow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients upload and order while the line to one engine after the other is slow, breaks off, falls silent or is dead. What
 * was accepted ends well when the weather is fine again. {@code -Dlorikeet.weather=PT10S} makes each of them last longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadNetworkE2E {
    private static final Duration LASTS = Duration.parse(System.getProperty("lorikeet.weather", "PT1S"));
    private static final long SEED = Long.getLong("lorikeet.weather.seed", 1);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** Long enough to connect again. */
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final int MOST_TIMES = 30;
    private static final List<Weather> BAD = List.of(new Slow(Duration.ofMillis(40), 1_000_000), new Resetting(0.2),
            new Cutting(0.2), new Silent(), new Refusing());
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

    private LinedServices services;
    private Remains remains;
    private LoraClient client;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        services = LinedServices.start(data, port, SEED, SETTINGS);
        remains = new Remains(data, Ports.from(port));
        client = new LoraClient(port);
        awaitHealth("readiness", 200);
        awaitHealth("dependencies", 200);
    }

    @AfterAll
    void stop() {
        remains.close();
        services.close();
    }

    @Test
    void bringsEverythingToItsEndThatWasAcceptedInBadWeather() throws Exception {
        var lora = new Studio(port).high("rain_high_noise.safetensors", 1);
        lives.begin();
        var visits = new ArrayList<Thread>();
        var strikes = new LinkedHashMap<String, Long>();
        for (var engine : Engine.values()) {
            for (var weather : BAD) {
                var name = engine + "-" + weather.getClass().getSimpleName();
                var lasts = new AtomicBoolean(true);
                visits.add(Thread.ofVirtual().start(() -> visitor(name).visit(lora, lasts::get)));
                strikes.put(name, strikes(engine, weather));
                lasts.set(false);
            }
        }
        System.out.println("strikes: " + strikes);
        assertThat(strikes).allSatisfy((name, times) -> assertThat(times).as(name).isPositive());
        for (var visit : visits) {
            visit.join();
        }
        lives.end();
        await().pollInterval(Duration.ofMillis(500)).atMost(LIMIT).until(() -> new Rest(remains).isNear());
        var violations = Aftermath.violations(remains, uploads, orders);
        System.out.printf("%d uploads completed, %d orders accepted, %d violations%n",
                Story.count(uploads, Story.Step.COMPLETE), Story.count(orders, Story.Step.ORDER), violations.size());
        assertThat(violations).isEmpty();
        assertThat(Story.count(orders, Story.Step.ORDER)).isGreaterThanOrEqualTo(visits.size());
    }

    /** Again and again until it has struck, because a weather that nobody feels proves nothing. */
    private long strikes(Engine engine, Weather weather) {
        var line = services.line(engine);
        long before = line.strikes(weather.getClass());
        for (int times = 0; times < MOST_TIMES && line.strikes(weather.getClass()) == before; times++) {
            lives.turn(engine + " in " + weather);
            line.turn(weather);
            lives.let(LASTS);
            line.turn(new Fine());
            lives.let(BETWEEN);
        }
        return line.strikes(weather.getClass()) - before;
    }

    @Test
    void saysWhichEngineIsGoneAndIsNotReadyOnlyWithoutItsDatabase() {
        for (var engine : List.of(Engine.S3, Engine.KAFKA, Engine.MONGO)) {
            services.line(engine).turn(new Refusing());
            awaitHealth("dependencies", 503);
            assertThat(health(port + 2, "readiness")).isEqualTo(200);
            for (int api : List.of(port, port + 1)) {
                assertThat(health(api, "readiness")).as("without %s", engine)
                        .isEqualTo(engine == Engine.MONGO ? 503 : 200);
            }
            services.line(engine).turn(new Fine());
            awaitHealth("dependencies", 200);
        }
    }

    @Test
    void acceptsWhileKafkaIsGoneAndSaysItLater() {
        services.line(Engine.KAFKA).turn(new Refusing());
        var id = client.upload("later.safetensors", WanLora.bytes(1));
        assertThat(client.status(id)).isEqualTo("verifying");
        awaitHealth("readiness", 200);
        services.line(Engine.KAFKA).turn(new Fine());
        await().atMost(LIMIT).until(() -> client.status(id), "ready"::equals);
    }

    /** The hardest case for whoever waits for an answer: the connection stands, and nothing comes. */
    @Test
    void saysInTimeThatTheDatabaseDoesNotAnswer() {
        var id = client.upload("quiet.safetensors", WanLora.bytes(1));
        services.line(Engine.MONGO).turn(new Silent());
        try {
            assertRefusesForNow(client.send("GET", "/api/lora", null));
            assertRefusesForNow(client.sendOnce("quiet", "/api/lora/upload",
                    "{\"fileName\":\"a.safetensors\",\"fileSize\":100}"));
            assertRefusesForNow(client.orderOnce("quiet", Studio.body("quiet", id, "", "fail")));
        } finally {
            services.line(Engine.MONGO).turn(new Fine());
        }
        await().atMost(LIMIT).until(() -> client.status(id), "ready"::equals);
    }

    private static void assertRefusesForNow(Answer answer) {
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private void awaitHealth(String group, int status) {
        await().atMost(LIMIT)
                .until(() -> Stream.of(port, port + 1, port + 2).allMatch(service -> health(service, group) == status));
    }

    private int health(int service, String group) {
        return client.fetch("http://127.0.0.1:" + service + "/actuator/health/" + group).status();
    }

    private PersistentClient visitor(String name) {
        return new PersistentClient(name, client, lives, new Random(SEED + name.hashCode()), uploads, orders);
    }
}
