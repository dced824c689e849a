package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.Pool;
import dev.lorikeet.embedded.runpod.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The platform over real HTTP, with work that is only pretended. */
final class EmbeddedRunPodIT {
    private static final String INPUT = "{\"prompt\":\"rain\",\"seed\":42}";

    @TempDir
    private Path data = Path.of("replaced");
    private EmbeddedRunPod runPod;
    private HttpCaller caller;

    @BeforeEach
    void start() {
        runPod = EmbeddedRunPod.start(data, 0, _ -> quick());
        caller = new HttpCaller(runPod.port());
    }

    @AfterEach
    void stop() {
        caller.close();
        runPod.close();
    }

    private static EndpointSettings quick() {
        var soon = Duration.ofMillis(200);
        return EndpointSettings.of(Personality.ANY)
                .with(new Pool(3, soon, Duration.ofSeconds(5)))
                .with(Times.usual().executing(soon).announcingAfter(List.of(Duration.ZERO, soon, soon)));
    }

    @Test
    void aJobIsSubmittedAskedForAndDone() throws Exception {
        var id = caller.submit(INPUT);
        var job = caller.ended(id);
        assertThat(job.required("status").asString()).isEqualTo("COMPLETED");
        assertThat(job.required("output").required("video").binaryValue())
                .contains("ftyp".getBytes(StandardCharsets.US_ASCII));
        var posted = caller.sendAs(EmbeddedRunPod.API_KEY, "POST", "/v2/wan/status/" + id, "");
        assertThat(HttpCaller.parse(posted.body())).isEqualTo(job);
        assertThat(caller.send("GET", "/v2/wan/health", "").body()).contains("\"unhealthy\":0");
    }

    @Test
    void strangersAreTurnedAway() throws Exception {
        var refused = caller.sendAs("Bearer rpa_other", "GET", "/v2/wan/health", "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
        assertThat(caller.send("GET", "/v2/wan/status/nobody-u1", "").statusCode()).isEqualTo(404);
        assertThat(caller.send("GET", "/", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whoAsksSynchronouslyWaitsForTheResult() throws Exception {
        var job = HttpCaller.parse(caller.send("POST", "/v2/wan/runsync", "{\"input\":" + INPUT + "}").body());
        assertThat(job.required("status").asString()).isEqualTo("COMPLETED");
        assertThat(job.required("id").asString()).startsWith("sync-");
        var waiting = caller.send("POST", "/v2/wan/runsync?wait=1000", "{\"input\":{\"prompt\":\"[[slow]]\"}}");
        assertThat(HttpCaller.parse(waiting.body()).required("status").asString()).isEqualTo("IN_PROGRESS");
    }

    @ParameterizedTest
    @CsvSource({"bad-gateway,502,<h1>", "gateway-timeout,524,<!DOCTYPE", "server-error,500,title",
            "truncated-json-after,200,{", "too-many,429,''", "unauthorized-problem,401,bearer"})
    void answersCanBeWrong(String fault, int status, String body) throws Exception {
        script("{\"requests\":[{\"operation\":\"run\",\"fault\":\"" + fault + "\"}]}");
        var answer = caller.send("POST", "/v2/wan/run", "{\"input\":" + INPUT + "}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(body).doesNotEndWith("}\n").doesNotContain("IN_QUEUE");
    }

    @Test
    void aConnectionCanBreakWithTheJobCreated() throws Exception {
        script("{\"requests\":[{\"operation\":\"run\",\"fault\":\"reset-after\"}]}");
        assertThatThrownBy(() -> caller.submit(INPUT)).isInstanceOf(IOException.class);
        var jobs = HttpCaller.parse(caller.send("GET", "/stand-in/wan/jobs", "").body()).required("jobs");
        assertThat(jobs.size()).isOne();
    }

    @Test
    void anAnswerCanDribble() throws Exception {
        script("{\"requests\":[{\"fault\":\"slow-body-after\"}]}");
        var http = HttpClient.newHttpClient();
        var request = caller.request("Bearer " + EmbeddedRunPod.API_KEY, "GET", "/v2/wan/health", "")
                .timeout(Duration.ofSeconds(2))
                .build();
        var body = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        assertThatThrownBy(() -> body.orTimeout(3, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(Exception.class);
        http.shutdownNow();
    }

    @Test
    void callbacksAreRepeatedUntilTheyAreTaken() throws Exception {
        try (var bucket = new Bucket(new byte[1])) {
            bucket.answers.addAll(List.of(500, 302));
            var id = caller.submitWith("\"input\":" + INPUT + ",\"webhook\":\"" + bucket.at("/callback/token") + "\"");
            await().atMost(Duration.ofMinutes(1)).until(() -> bucket.callbacks.size() == 3);
            assertThat(bucket.callbacks).allSatisfy(callback -> {
                var job = HttpCaller.parse(callback.body());
                assertThat(job.required("id").asString()).isEqualTo(id);
                assertThat(job.required("input").required("seed").asInt()).isEqualTo(42);
                assertThat(callback.agent()).isEqualTo("Go-http-client/2.0");
            });
        }
    }

    @Test
    void aCallbackCanComeBeforeTheAnswer() throws Exception {
        try (var bucket = new Bucket(new byte[1])) {
            script("{\"nextJobs\":[[\"webhook-first\"]]}");
            var id = caller.submitWith("\"input\":" + INPUT + ",\"webhook\":\"" + bucket.at("/callback/token") + "\"");
            assertThat(bucket.callbacks).hasSize(1);
            assertThat(bucket.callbacks.getFirst().body()).contains(id);
        }
    }

    @Test
    void settingsCanBeChangedOneByOne() throws Exception {
        var changed = caller.send("PATCH", "/stand-in/wan", "{\"pool\":{\"max\":0},\"times\":{\"hidden\":\"PT1H\"}}");
        var settings = HttpCaller.parse(changed.body()).required("settings");
        assertThat(settings.required("pool").required("max").asInt()).isZero();
        assertThat(settings.required("pool").required("coldStart").asString()).isEqualTo("PT0.2S");
        assertThat(caller.job(caller.submit(INPUT)).required("status").asInt()).isEqualTo(404);
    }

    @Test
    void faultsCanBeSeenAndCleared() throws Exception {
        script("{\"everyJob\":[\"lost\"],\"jobs\":{\"7\":[\"slow\"]},\"requests\":[{\"fault\":\"reset\",\"seconds\":60}]}");
        assertThat(caller.send("GET", "/stand-in/wan", "").body()).contains("LOST", "SLOW", "every request reset");
        assertThat(caller.send("DELETE", "/stand-in/wan/faults", "").statusCode()).isEqualTo(200);
        assertThat(caller.job(caller.submit(INPUT)).required("status").asString()).isEqualTo("IN_QUEUE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"POST;/stand-in/wan/faults;{\"nextJobs\":[[\"nonsense\"]]};nonsense",
            "POST;/stand-in/wan/faults;{\"nonsense\":1};nonsense", "POST;/stand-in/wan/faults;{;end",
            "PATCH;/stand-in/wan;{\"nonsense\":1};nonsense", "PATCH;/stand-in/wan;{\"pool\":{\"max\":\"x\"}};max",
            "PUT;/stand-in/wan;{};PATCH /stand-in/{endpoint}"})
    void whatTheControlSurfaceDoesNotUnderstandItNames(String method, String path, String body, String named)
            throws Exception {
        var answer = caller.send(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).containsIgnoringCase(named);
    }

    @Test
    void theControlSurfaceListsAllNamesAndTakesNoFormsOfBrowsers() throws Exception {
        assertThat(caller.send("GET", "/stand-in", "").body()).contains("webhook-dropped", "reset-after",
                "purge-queue");
        var form = HttpRequest.newBuilder(runPod.url().resolve("/stand-in/wan/faults"))
                .header("content-type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(form, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(415);
        }
    }

    @Test
    void nothingRunsOnAfterItIsClosed() throws Exception {
        caller.submit("{\"prompt\":\"[[slow]]\"}");
        var before = threads();
        var other = EmbeddedRunPod.start(data.resolve("other"), 0);
        try (var http = new HttpCaller(other.port())) {
            http.submit(INPUT);
            http.awaited(http.submit(INPUT), job -> job.required("status").asString().equals("IN_PROGRESS"));
        }
        other.close();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var left = new HashSet<>(threads());
            left.removeAll(before);
            assertThat(left).noneMatch(name -> name.contains("HTTP-Dispatcher") || name.contains("HttpClient"));
        });
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .map(thread -> thread.getName() + thread.threadId())
                .collect(Collectors.toSet());
    }

    private void script(String faults) throws IOException, InterruptedException {
        var answer = caller.send("POST", "/stand-in/wan/faults", faults);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
