package dev.lorikeet.embedded.runpod;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** The callbacks that have still to be made: three tries each, and nobody hears of those that fail. */
final class Webhooks {
    private final Map<String, PendingWebhook> pending = new LinkedHashMap<>();
    private final Ids ids;
    private final Changes changes;

    Webhooks(Ids ids, Changes changes) {
        this.ids = ids;
        this.changes = changes;
    }

    void announce(JobOrder order, String url, JsonNode body, Instant ended, Times times) {
        var waits = times.webhooks();
        if (waits.isEmpty() || order.has(JobFault.WEBHOOK_DROPPED) || !isAddress(url)) {
            return;
        }
        var extra = order.has(JobFault.WEBHOOK_LATE) ? times.retention().plusMinutes(1) : Duration.ZERO;
        var due = ended.plus(waits.getFirst()).plus(extra);
        for (int copies = order.has(JobFault.WEBHOOK_TWICE) ? 2 : 1; copies > 0; copies--) {
            put(new PendingWebhook(ids.webhook(), order.id(), url, body, 0, due, waits));
        }
    }

    /** Nobody is told of a callback that can never be made. */
    private static boolean isAddress(String url) {
        try {
            return url.startsWith("http") && URI.create(url).getHost() != null;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    void put(PendingWebhook webhook) {
        pending.put(webhook.id(), webhook);
        changes.touchedWebhook(webhook.id());
    }

    /** Each is given out once a try; a try that nobody answers for is one that failed. */
    List<WebhookDelivery> takeDue(Instant now) {
        var due = pending.values()
                .stream()
                .filter(webhook -> !webhook.due().isAfter(now))
                .toList();
        return due.stream().map(webhook -> {
            var sent = webhook.sent(now);
            if (sent.hasMoreTries()) {
                put(sent);
            } else {
                forget(sent.id());
            }
            return delivery(webhook);
        }).toList();
    }

    void forget(String id) {
        pending.remove(id);
        changes.touchedWebhook(id);
    }

    Optional<Instant> next() {
        return all().map(PendingWebhook::due).min(Instant::compareTo);
    }

    Stream<PendingWebhook> all() {
        return pending.values().stream();
    }

    Optional<PendingWebhook> find(String id) {
        return Optional.ofNullable(pending.get(id));
    }

    private WebhookDelivery delivery(PendingWebhook webhook) {
        return new WebhookDelivery(webhook.id(), webhook.job(), webhook.tries() + 1, URI.create(webhook.url()),
                Map.of("content-type", "application/json", "user-agent", "Go-http-client/2.0", "traceparent",
                        ids.traceParent()),
                webhook.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
