package dev.lorikeet.generation.runpod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.trace.Spans;
import dev.lorikeet.trace.ToldSpans;
import dev.lorikeet.trace.Trace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How calls are made: how often, how many at once, how large, to whom. */
final class RunPodCallsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] REQUEST = RunPodContract.request("a harbour");
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> traces = new ConcurrentLinkedQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile Answer answer = new Answer(200, "{\"id\":\"one-u1\",\"status\":\"IN_QUEUE\"}");
    private HttpServer server;
    private Set<Path> before = Set.of();

    private record Answer(int status, String body, List<String> headers) {
        Answer(int status, String body, String... headers) {
            this(status, body, List.of(headers));
        }
    }

    @BeforeEach
    void serve() throws IOException {
        before = temporary();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::reply);
        server.start();
    }

    @AfterEach
    void stop() {
        open.countDown();
        server.stop(0);
        assertThat(temporary()).isEqualTo(before);
    }

    private void reply(HttpExchange exchange) throws IOException {
        try (exchange) {
            traces.addAll(exchange.getRequestHeaders().getOrDefault(Trace.HEADER, List.of()));
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (exchange.getRequestURI().getPath().contains("/slow/")) {
                var _ = open.await(1, TimeUnit.MINUTES);
            }
            var now = answer;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            for (int index = 0; index < now.headers.size(); index += 2) {
                exchange.getResponseHeaders().set(now.headers.get(index), now.headers.get(index + 1));
            }
            var body = now.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(now.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Path> temporary() {
        var ours = "runpod-" + ProcessHandle.current().pid() + "-";
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ours))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2");
    }

    private RunPodHttp client(int tries) {
        return RunPodClients.client(RunPodClients.settings(url(), RunPodClients.KEY, tries, 800, 50), meters);
    }

    private Submitted submit(RunPod runPod) {
        return runPod.submit("wan22", REQUEST).blockOptional(LIMIT).orElseThrow();
    }

    private Sighting status(RunPod runPod) {
        return runPod.status("wan22", "one-u1").blockOptional(LIMIT).orElseThrow();
    }

    @Test
    void asksAgainOnlyWhatChangesNothing() {
        answer = new Answer(503, "{}");
        var client = client(3);
        assertThat(submit(client)).isInstanceOf(Submitted.Ambiguous.class);
        assertThat(asked).containsExactly("POST /v2/wan22/run");
        asked.clear();
        assertThat(status(client)).isInstanceOf(Sighting.Later.class);
        assertThat(asked).hasSize(3).containsOnly("GET /v2/wan22/status/one-u1");
    }

    @Test
    void tellsRunPodInWhichTraceItIsAskedForAJobAndNotForALook() {
        var trace = new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        var runPod = client(1);
        runPod.submit("wan22", REQUEST).contextWrite(Spans.none().after(trace)::into).block(LIMIT);
        runPod.status("wan22", "one-u1").contextWrite(Spans.none().after(trace)::into).block(LIMIT);
        assertThat(traces).containsExactly(trace.parent());
        var told = new ToldSpans();
        runPod.submit("wan22", REQUEST).contextWrite(told.spans().after(trace)::into).block(LIMIT);
        assertThat(told.all()).singleElement().satisfies(span -> {
            assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(traces).last()
                    .isEqualTo("00-" + trace.id() + "-" + span.getSpanId() + "-01");
        });
    }

    @Test
    void doesNotInsistOnAKeyThatIsWrong() {
        answer = new Answer(401, "");
        assertThat(status(client(3))).isInstanceOf(Sighting.Later.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void knowsThatNothingWasSentToNobody() {
        var client = client(1);
        server.stop(0);
        assertThat(submit(client)).isEqualTo(Replies.notTaken("RunPod cannot be reached", Replies.SOON));
        assertThat(status(client)).isEqualTo(new Sighting.Later("RunPod cannot be reached", Replies.SOON));
    }

    @Test
    void waitsAsLongAsItIsTold() {
        answer = new Answer(429, "", "Retry-After", "7");
        assertThat(submit(client(1))).isEqualTo(Replies.notTaken("RunPod takes no more requests for now",
                Duration.ofSeconds(7)));
        answer = new Answer(429, "", "Retry-After", "999999999");
        assertThat(submit(client(1))).isInstanceOfSatisfying(Submitted.NotTaken.class,
                not -> assertThat(not.retryAfter()).isEqualTo(Duration.ofMinutes(5)));
        answer = new Answer(429, "", "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
        assertThat(submit(client(1))).isInstanceOfSatisfying(Submitted.NotTaken.class,
                not -> assertThat(not.retryAfter()).isEqualTo(Replies.SOON));
    }

    @Test
    void goesWithItsKeyToNobodyElse() {
        answer = new Answer(307, "", "Location", url() + "/elsewhere");
        assertThat(submit(client(1))).isInstanceOf(Submitted.Refused.class);
        assertThat(status(client(1))).isInstanceOf(Sighting.Later.class);
        assertThat(asked).noneMatch(path -> path.contains("elsewhere"));
    }

    @Test
    void leavesAnEndpointAloneThatFailsTooOftenAndShowsIt() {
        answer = new Answer(500, "{}");
        var settings = RunPodClients.settings(url());
        var calls = new EndpointCalls(settings, meters);
        var client = RunPodClients.client(settings, calls);
        IntStream.range(0, settings.window()).forEach(_ -> status(client));
        asked.clear();
        assertThat(submit(client)).isInstanceOfSatisfying(Submitted.NotTaken.class, not -> {
            assertThat(not.why().message()).contains("failed too often");
            assertThat(not.retryAfter()).isEqualTo(settings.openFor());
        });
        assertThat(status(client)).isInstanceOf(Sighting.Later.class);
        assertThat(asked).isEmpty();
        assertThat(calls.states()).containsEntry("wan22", "open").containsEntry("wan22.key", "closed");
        assertThat(new RunPodHealth(calls).health().blockOptional().orElseThrow()).satisfies(health -> {
            assertThat(health.getStatus().getCode()).isEqualTo("UP");
            assertThat(health.getDetails()).hasToString("{circuits={wan22=open, wan22.key=closed}}");
        });
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                .tags("name", "wan22", "state", "open")
                .gauge()
                .value()).isEqualTo(1);
        answer = new Answer(200, "{\"id\":\"one-u1\",\"status\":\"IN_QUEUE\"}");
        assertThat(client.status("another", "one-u1").block(LIMIT)).isInstanceOf(Sighting.Found.class);
    }

    /** Jobs that run are looked after meanwhile: they may have been sent with the key that was good. */
    @Test
    void submitsNothingForAWhileToAnEndpointThatRefusesTheKeyAndShowsIt() {
        var settings = RunPodClients.settings(url(), RunPodClients.KEY, 1, 800, 50, Duration.ofHours(1));
        var calls = new EndpointCalls(settings, meters);
        var client = RunPodClients.client(settings, calls);
        answer = new Answer(403, "");
        assertThat(submit(client)).isEqualTo(Replies.keyRefused(settings.refusedFor()));
        answer = new Answer(200, "{\"id\":\"one-u1\",\"status\":\"IN_QUEUE\"}");
        asked.clear();
        assertThat(submit(client)).isEqualTo(Replies.keyRefused(settings.refusedFor()));
        assertThat(asked).isEmpty();
        assertThat(status(client)).isInstanceOf(Sighting.Found.class);
        assertThat(client.submit("another", REQUEST).block(LIMIT)).isInstanceOf(Submitted.Accepted.class);
        assertThat(calls.states()).containsEntry("wan22", "closed").containsEntry("wan22.key", "open");
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                .tags("name", "wan22.key", "state", "open")
                .gauge()
                .value()).isEqualTo(1);
    }

    @Test
    void submitsAgainOnceTheKeyIsGood() {
        var client = client(1);
        answer = new Answer(401, "");
        assertThat(submit(client)).isInstanceOf(Submitted.NotTaken.class);
        // Trouble of another kind says nothing about the key.
        answer = new Answer(500, "{}");
        await().atMost(LIMIT).until(() -> submit(client), Submitted.Ambiguous.class::isInstance);
        answer = new Answer(200, "{\"id\":\"one-u1\",\"status\":\"IN_QUEUE\"}");
        assertThat(submit(client)).isInstanceOf(Submitted.Accepted.class);
        assertThat(submit(client)).isInstanceOf(Submitted.Accepted.class);
    }

    @Test
    void asksNoMoreOftenThanItMay() {
        var client = RunPodClients.client(RunPodClients.settings(url(), RunPodClients.KEY, 3, 5, 50), meters);
        var answers = IntStream.range(0, 8).mapToObj(_ -> status(client)).toList();
        assertThat(answers.subList(0, 5)).allMatch(Sighting.Found.class::isInstance);
        assertThat(answers.subList(5, 8)).allMatch(one -> one.equals(
                new Sighting.Later("RunPod's limit of requests is near", Replies.SOON)));
        assertThat(asked).hasSize(5);
        assertThat(submit(client)).as("counted apart").isInstanceOf(Submitted.Accepted.class);
    }

    @Test
    void hasNoMoreCallsUnderWayThanItMay() {
        var client = RunPodClients.client(RunPodClients.settings(url(), RunPodClients.KEY, 1, 100, 2), meters);
        var refused = new CountDownLatch(3);
        var answers = Flux.range(0, 5)
                .flatMap(_ -> client.status("slow", "one-u1").doOnNext(_ -> {
                    refused.countDown();
                    if (refused.getCount() == 0) {
                        open.countDown();
                    }
                }))
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
        assertThat(answers).filteredOn(Sighting.Found.class::isInstance).hasSize(2);
        assertThat(answers).filteredOn(one -> one.equals(
                new Sighting.Later("too many calls to RunPod are under way", Replies.SOON))).hasSize(3);
    }

    @Test
    void putsALargeResultOnDiskUntilNobodyWantsIt() {
        answer = new Answer(200, "{\"id\":\"one-u1\",\"output\":{\"video\":\"" + "A".repeat(100_000)
                + "\"},\"status\":\"COMPLETED\"}");
        assertThat(status(client(1))).isInstanceOfSatisfying(Sighting.Found.class, found -> {
            assertThat(found.job().output()).isInstanceOf(Output.OnDisk.class);
            assertThat(JobJson.output(found.job().output()).path("video").asString()).hasSize(100_000);
            found.job().output().discard();
        });
    }

    /** That no file is left is looked at after each. */
    @Test
    void keepsNoFileOfALargeAnswerThatIsNoResult() {
        var padding = "\"padding\":\"" + "A".repeat(100_000) + "\"";
        for (var large : List.of(new Answer(200, "{\"id\":\"one-u1\",\"status\":\"IN_PROGRESS\"," + padding + "}"),
                new Answer(200, "{\"id\":\"one-u1\",\"status\":\"FAILED\"," + padding + "}"),
                new Answer(200, "{\"id\":\"one-u1\",\"status\":\"COMPLETED\"," + padding), new Answer(404, padding),
                new Answer(400, padding), new Answer(502, padding), new Answer(429, padding), new Answer(401, padding),
                new Answer(200, padding, "Content-Type", "text/html"))) {
            answer = large;
            submit(client(1));
            status(client(1));
            client(1).health("wan22").block(LIMIT);
            client(1).cancel("wan22", "one-u1").block(LIMIT);
        }
        answer = new Answer(200,
                "{\"id\":\"one-u1\",\"status\":\"COMPLETED\",\"output\":\"" + "A".repeat(100_000) + "\"}");
        client(1).cancel("wan22", "one-u1").block(LIMIT);
        assertThat(submit(client(1))).isEqualTo(new Submitted.Accepted("one-u1"));
    }

    @Test
    void readsNoAnswerWithoutEndAndDoesNotAskForItAgain() {
        answer = new Answer(200, "{\"id\":\"one-u1\",\"output\":\"" + "A".repeat(2_000_000)
                + "\",\"status\":\"COMPLETED\"}");
        assertThat(status(client(3))).isInstanceOfSatisfying(Sighting.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(FailureCode.OUTPUT_INVALID);
            assertThat(refused.failure().message()).contains("1048576 bytes");
        });
        assertThat(asked).hasSize(1);
        assertThat(submit(client(1))).isInstanceOf(Submitted.Ambiguous.class);
    }

    @Test
    void putsNothingIntoAnAddressThatIsNoWord() {
        var client = client(1);
        for (var word : List.of("", "..", "a/b", "a?ttl=6000", "a#b", "a%2fb", "a b", "x".repeat(129), "ü")) {
            assertThat(client.status("wan22", word).block(LIMIT)).isEqualTo(new Sighting.NotFound());
            assertThat(client.cancel("wan22", word).block(LIMIT)).isEqualTo(new Sighting.NotFound());
            assertThat(client.status(word, "one-u1").block(LIMIT)).isEqualTo(new Sighting.NotFound());
            assertThat(client.submit(word, REQUEST).block(LIMIT)).isInstanceOf(Submitted.Refused.class);
            assertThat(client.health(word).block(LIMIT)).isNull();
        }
        assertThat(asked).isEmpty();
        answer = new Answer(200, "{\"id\":\"../../purge-queue\",\"status\":\"IN_QUEUE\"}");
        assertThat(submit(client)).isInstanceOf(Submitted.Ambiguous.class);
    }

    @Test
    void takesAnAddressThatEndsInASlash() {
        var client = RunPodClients.client(RunPodClients.settings(URI.create(url() + "/")), meters);
        submit(client);
        assertThat(asked).containsExactly("POST /v2/wan22/run");
    }

    @Test
    void saysItsKeyToNobodyButRunPod() {
        for (int status : new int[]{200, 302, 400, 401, 404, 429, 500}) {
            answer = new Answer(status, "nonsense");
            assertThat(submit(client(1)).toString() + status(client(1))).doesNotContain(RunPodClients.KEY);
        }
        server.stop(0);
        assertThat(submit(client(1)).toString() + status(client(1))).doesNotContain(RunPodClients.KEY);
    }
}
