package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A callback that was not answered yet.
 *
 * @param tries how often it was sent
 * @param due when it is sent next
 * @param waits before each try
 */
public record PendingWebhook(String id, String job, String url, JsonNode body, int tries, Instant due,
        List<Duration> waits) {
    public PendingWebhook {
        waits = List.copyOf(waits);
    }

    boolean hasMoreTries() {
        return tries < waits.size();
    }

    PendingWebhook sent(Instant now) {
        int sent = tries + 1;
        return new PendingWebhook(id, job, url, body, sent, sent < waits.size() ? now.plus(waits.get(sent)) : now,
                waits);
    }
}
