package dev.lorikeet.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program from outside: what it prints, what it answers, how it ends and how it begins again. */
final class StandaloneE2E {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = Processes.sevenFreePorts();

    @TempDir
    private Path data = Path.of("replaced");

    @Test
    void startsStopsAndFindsItsDataAgainAlsoAfterAKill() throws Exception {
        String token;
        try (var first = LorikeetProcess.start(data, port)) {
            first.awaitReady();
            token = post("/dev/token").body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
            assertThat(get("/").body()).contains("<title>Lorikeet</title>");
            assertThat(get("/config.json").body())
                    .contains("\"signIn\":\"local\"", "\"loraApi\":\"http://localhost:" + port + "\"");
            assertThat(get("/api/lora").statusCode()).isEqualTo(401);
            first.kill();
        }
        try (var second = LorikeetProcess.start(data, port)) {
            second.awaitReady();
            assertThat(getWith(token, "/api/lora").statusCode()).as("the old token is still good").isNotEqualTo(401);
            assertThat(getWith(token + "x", "/api/lora").statusCode()).isEqualTo(401);
            second.interrupt();
            second.awaitEnd();
            assertThat(second.lines()).contains("Stopped.");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (var _ = new ServerSocket(port + 3, 1, InetAddress.getLoopbackAddress());
                var refused = LorikeetProcess.start(data, port)) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.lines()).containsExactly("Port " + (port + 3) + ", which S3 needs, is taken by another"
                    + " program; stop that program or choose other ports with --port N.");
        }
    }

    @Test
    void saysThatTheDirectoryCannotBeWritten() throws Exception {
        var file = Files.createFile(data.resolve("file"));
        try (var refused = LorikeetProcess.start(file, port)) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.lines()).singleElement()
                    .asString()
                    .startsWith("The data directory " + file + " cannot be created or written")
                    .endsWith("make it writable or choose another with --data DIR.");
        }
    }

    @Test
    void saysThatAnotherInstanceUsesTheDirectoryAlsoOnTheSamePortsAndLeavesItAlone() throws Exception {
        try (var first = LorikeetProcess.start(data, port)) {
            first.awaitReady();
            var log = data.resolve("logs/lorikeet.log");
            var key = Files.getLastModifiedTime(data.resolve("keys/tokens.pub.pem"));
            try (var second = LorikeetProcess.start(data, port)) {
                assertThat(second.awaitEnd()).isEqualTo(1);
                assertThat(second.lines()).containsExactly("The data directory " + data
                        + " is in use by another Lorikeet (process " + first.pid()
                        + "); stop that one or choose another with --data DIR.");
            }
            assertThat(log).content().doesNotContain("in use by another");
            assertThat(Files.getLastModifiedTime(data.resolve("keys/tokens.pub.pem"))).isEqualTo(key);
        }
    }

    @Test
    void stopsWhileItStarts() throws Exception {
        try (var starting = LorikeetProcess.start(data, port)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> !starting.lines().isEmpty());
            starting.interrupt();
            starting.awaitEnd();
            assertThat(starting.lines()).containsSubsequence("Stopping …", "Stopped.")
                    .noneMatch(line -> line.contains("did not start") || line.contains("is ready after"));
        }
    }

    @Test
    void saysThatKafkasDataIsDamaged() throws Exception {
        var kafka = Files.createDirectories(data.resolve("kafka"));
        Files.writeString(kafka.resolve("meta.properties"), "\u0000garbage");
        try (var refused = LorikeetProcess.start(data, port)) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.lines().getLast()).startsWith("Kafka cannot use its data in " + kafka)
                    .endsWith("or choose another data directory with --data DIR.");
        }
    }

    @Test
    void saysWhichOptionItDoesNotKnow() throws Exception {
        try (var refused = LorikeetProcess.run("dev.lorikeet.standalone.StandaloneApplication", "--prot", "1")) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.lines()).containsExactly("There is no option --prot; deploy/up --help lists them.");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> getWith(String token, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
