package dev.lorikeet.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import dev.lorikeet.embedded.PlatformFailure;

/** Asks the services themselves whether they are ready, the way a cluster would. */
final class Readiness {
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private final List<Service> services;
    private final Consumer<String> progress;
    private final Path log;

    Readiness(CommandLine command, Consumer<String> progress) {
        int port = command.port();
        this.services = List.of(new Service("storage-worker", port + 2), new Service("generation-service", port + 1),
                new Service("lora-api", port));
        this.progress = progress;
        this.log = LogFile.of(command.data());
    }

    private record Service(String name, int port) {
        URI probe() {
            return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        }
    }

    void await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            for (var service : services) {
                while (!isReady(http, service.probe())) {
                    if (System.nanoTime() > deadline) {
                        throw new PlatformFailure("%s did not become ready within %d s; the log in %s says more."
                                .formatted(service.name(), limit.toSeconds(), log));
                    }
                    LockSupport.parkNanos(BETWEEN.toNanos());
                }
                progress.accept("%s ready on 127.0.0.1:%d".formatted(service.name(), service.port()));
            }
        }
    }

    private static boolean isReady(HttpClient http, URI probe) {
        try {
            var request = HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(2)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("The start was interrupted.", e);
        }
    }
}
