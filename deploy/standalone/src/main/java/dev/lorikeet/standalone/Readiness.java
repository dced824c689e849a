package dev.lorikeet.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.lorikeet.embedded.PlatformFailure;

/** Asks the services themselves whether they are ready, the way a cluster would. */
final class Readiness {
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private final List<URI> probes;

    Readiness(int port) {
        this.probes = List.of(probe(port), probe(port + 1), probe(port + 2));
    }

    private static URI probe(int port) {
        return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    }

    void await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            for (var probe : probes) {
                while (!isReady(http, probe)) {
                    if (System.nanoTime() > deadline) {
                        throw new PlatformFailure("%s did not become ready within %d s; its log says why."
                                .formatted(probe, limit.toSeconds()));
                    }
                    LockSupport.parkNanos(BETWEEN.toNanos());
                }
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
