package dev.lorikeet.embedded.runpod;

import java.net.URI;
import java.util.Map;

/**
 * A callback to send now; say how it went with {@link RunPodCloud#webhookAnswered}.
 *
 * @param attempt from 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record WebhookDelivery(String id, String job, int attempt, URI url, Map<String, String> headers, byte[] body) {
    public WebhookDelivery {
        headers = Map.copyOf(headers);
    }
}
