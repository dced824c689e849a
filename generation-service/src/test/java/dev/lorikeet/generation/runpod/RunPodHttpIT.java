package dev.lorikeet.generation.runpod;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.Pool;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.embedded.runpod.Times;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The same over HTTP. */
final class RunPodHttpIT extends RunPodContract {
    @TempDir
    static Path data = Path.of("replaced");
    private static EmbeddedRunPod server;
    private static RunPod client;

    @BeforeAll
    static void start() {
        var soon = Duration.ofMillis(20);
        server = EmbeddedRunPod.start(data, 0, _ -> EndpointSettings.of(Personality.ANY)
                .with(new Pool(3, soon, Duration.ofSeconds(5)))
                .with(Times.usual().executing(soon)));
        client = RunPodClients.client(RunPodClients.settings(server.url()), new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    RunPod runPod() {
        return client;
    }

    @Override
    void fault(Operation operation, RequestFault fault) {
        var script = "{\"requests\":[{\"operation\":\"%s\",\"fault\":\"%s\",\"times\":1}]}"
                .formatted(operation.path(), fault.label());
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.sendAsync(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/stand-in/" + ENDPOINT + "/faults"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(script))
                    .build(), BodyHandlers.ofString()).join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Override
    void pass() {}
}
