package dev.lorikeet.lora;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.http.testing.KafkaRecords;
import dev.lorikeet.http.testing.LogCapture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace from the request to its events, its logs and its refusal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TracesIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String SPAN = "-00f067aa0ba902b7-01";

    private RunningLoraApi api;
    private ApiClient client;
    private Room room;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data);
        client = LoraApi.on(api.port());
        room = new Room(api, client, HttpClient.newHttpClient(), "demo");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void theEventCarriesTheTraceOfTheRequestThatCausedIt() {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736" + SPAN;
        var lora = Room.id(room.owner()
                .with("traceparent", trace)
                .post("/api/lora/upload", "{\"fileName\":\"traced.safetensors\",\"fileSize\":100}")
                .json());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(KafkaRecords.of(api.kafka()))
                        .filteredOn(record -> record.key().equals(lora)
                                && record.topic().equals("lorikeet.lora.events.v1"))
                        .singleElement()
                        .satisfies(record -> assertThat(record.headers()).containsEntry("traceparent", trace)));
    }

    @Test
    void everyRefusalNamesATrace() {
        var signedIn = room.owner();
        assertThat(signedIn.get("/api/lora/none").json().required("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(signedIn.get("/api/lora?limit=none").json().required("traceId").asString())
                .matches("[0-9a-f]{32}");
        assertThat(signedIn.post("/api/lora/upload", "{").json().required("traceId").asString())
                .matches("[0-9a-f]{32}");
        assertThat(client.get("/api/lora").json().required("traceId").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void evenTheServersOwnRefusalKeepsTheTraceOfTheCaller() {
        assertThat(client.with("traceparent", "00-5bf92f3577b34da6a3ce929d0e0e4736" + SPAN)
                .get("/api/lora/a%2Fb")
                .json()
                .required("traceId")
                .asString()).isEqualTo("5bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"})
    void whatIsNoTraceIsReplacedByAnotherEachTime(String given) {
        var one = client.with("traceparent", given).get("/api/lora").json().required("traceId").asString();
        var two = client.with("traceparent", given).get("/api/lora").json().required("traceId").asString();
        assertThat(one).matches("(?!0{32})[0-9a-f]{32}").isNotEqualTo(two);
        assertThat(given.toLowerCase(Locale.ROOT)).doesNotContain(one);
    }

    @Test
    void logsOnAnyThreadNameTheTraceOfTheirRequestAlsoAsStructuredOnes() {
        var id = "6bf92f3577b34da6a3ce929d0e0e4736";
        try (var logs = new LogCapture(Map.of("ROOT", Level.WARN, "org.springframework", Level.DEBUG))) {
            room.owner().with("traceparent", "00-" + id + SPAN).get("/api/lora");
            client.get("/config.json");
            var traced = logs.events().stream().filter(event -> id.equals(event.getMDCPropertyMap().get("traceId")));
            // The answer is encoded behind the database, on one of its threads.
            var encoding = traced.filter(event -> event.getFormattedMessage().contains("Encoding ["))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no traced line in " + logs.lines()));
            assertThat(encoding.getFormattedMessage()).contains("ListAnswer");
            assertThat(logs.events())
                    .filteredOn(event -> event.getFormattedMessage().contains("FrontendSettings"))
                    .noneMatch(event -> id.equals(event.getMDCPropertyMap().get("traceId")));
            assertThat(JsonMapper.shared().readTree(structured(encoding)).required("trace.id").asString())
                    .isEqualTo(id);
        }
    }

    private String structured(ILoggingEvent event) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.putObject(Environment.class.getName(), api.context().getEnvironment());
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        return new String(Objects.requireNonNull(encoder.encode(event)), StandardCharsets.UTF_8);
    }
}
