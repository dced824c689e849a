package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.lorikeet.embedded.runpod.WebhookDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls clients back over HTTP. */
final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    Callbacks(HttpClient http) {
        this.http = http;
    }

    /** Whether the client has taken it. */
    boolean send(WebhookDelivery delivery) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(delivery.url())
                    .timeout(LIMIT)
                    .POST(BodyPublishers.ofByteArray(delivery.body()));
            delivery.headers().forEach(request::header);
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            return status / 100 == 2;
        } catch (IOException | IllegalArgumentException failed) {
            // Without the address, which is a secret.
            LOG.debug("Try {} to call back for {} failed: {}", delivery.attempt(), delivery.job(), failed.toString());
            return false;
        } finally {
            tried.add(delivery.job());
        }
    }

    boolean hasTried(String job) {
        return tried.contains(job);
    }
}
