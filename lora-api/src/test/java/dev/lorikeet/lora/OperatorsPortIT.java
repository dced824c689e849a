package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.lorikeet.embedded.LoopbackPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A port of its own for those who operate the service, as a cluster has it. */
final class OperatorsPortIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void showsMetricsAndHealthInsideAndNothingOfThemOutside(@TempDir Path data) {
        int inside = LoopbackPort.free();
        try (var api = RunningLoraApi.start(data, _ -> Map.of("management.server.port", String.valueOf(inside),
                "management.server.address", "127.0.0.1"))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> get(inside, "/actuator/health/readiness").statusCode() == 200);
            assertThat(get(api.port(), "/api/workspaces").statusCode()).isEqualTo(401);
            assertThat(get(inside, "/api/workspaces").statusCode()).isEqualTo(404);
            assertThat(get(inside, "/actuator/prometheus").body())
                    .contains("http_server_requests_seconds_count", "lorikeet_live_streams", "jvm_memory_used_bytes");
            assertThat(get(api.port(), "/actuator/prometheus").statusCode()).isEqualTo(401);
            assertThat(get(api.port(), "/actuator/health/readiness").statusCode()).isEqualTo(404);
            assertThat(get(inside, "/actuator/health/dependencies").body())
                    .contains("\"bucket\":{\"status\":\"UP\"}", "\"kafka\":{\"status\":\"UP\"}",
                            "\"mongo\":{\"status\":\"UP\"}");
            assertThat(get(api.port(), "/actuator/health/dependencies").statusCode()).isEqualTo(404);
            for (var probe : List.of("/livez", "/readyz")) {
                var answer = get(api.port(), probe);
                assertThat(answer.statusCode()).as("of the port that people reach").isEqualTo(200);
                assertThat(answer.body()).as("no more than how it is").isEqualTo("{\"status\":\"UP\"}");
                assertThat(get(inside, probe).statusCode()).isEqualTo(404);
            }
        }
    }

    private HttpResponse<String> get(int port, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return http.sendAsync(request, BodyHandlers.ofString()).join();
    }
}
