package dev.lorikeet.generation.payload;

import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Dialect.ComfyuiWorkflow;
import dev.lorikeet.generation.models.Dialect.GenerateVideo;
import dev.lorikeet.generation.models.Dialect.GenericLoras;
import dev.lorikeet.generation.models.Dialect.NoiseLists;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.Payload.Ready;
import dev.lorikeet.generation.payload.Payload.TooLarge;
import tools.jackson.databind.json.JsonMapper;

/** Writes an order down the way its worker reads it. */
public final class Payloads {
    /** What RunPod takes in one request. */
    static final long MOST_BYTES = 10_485_760;
    /** Left for what RunPod reads itself: the policy, the webhook, and the braces around. */
    static final long ENVELOPE = 4096;

    private static final JsonMapper JSON = new JsonMapper();

    private Payloads() {}

    public static Payload of(Worker worker, Order order, Shipment shipment) {
        var input = adapter(worker).input(order, shipment);
        input.set("lorikeet", Manifest.of(order, shipment));
        long bytes = JSON.writeValueAsBytes(input).length + ENVELOPE;
        return bytes > MOST_BYTES ? new TooLarge(bytes, MOST_BYTES) : new Ready(input, bytes);
    }

    private static PayloadAdapter adapter(Worker worker) {
        return switch (worker.dialect()) {
            case GenerateVideo _ -> new GenerateVideoPayload(worker);
            case NoiseLists lists -> new NoiseListsPayload(worker, lists);
            case GenericLoras loras -> new GenericLorasPayload(worker, loras);
            case ComfyuiWorkflow workflow -> new ComfyuiWorkflowPayload(worker, workflow);
        };
    }
}
