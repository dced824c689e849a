package dev.lorikeet.generation.payload;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.payload.Shipment.ShippedPicture;
import dev.lorikeet.generation.payload.Shipment.SignedLink;

/** Orders and what goes with them. */
final class Goods {
    private static final Instant EXPIRY = Instant.parse("2026-03-04T13:00:00Z");

    private Goods() {}

    static ChosenLora lora(String id, NoiseExpert expert, double weight) {
        var slot = switch (expert) {
            case HIGH -> "lora_high";
            case LOW -> "lora_low";
            case BOTH, UNKNOWN -> "loras";
        };
        var key = new ObjectKey("loras/20260131/12/demo/" + id + "/" + id + " (v1).safetensors");
        return new ChosenLora(new LoraId(id), slot, expert, weight, "LoRA " + id, id + " (v1).safetensors",
                new StoredObject(key, 306_807_976, new ETag("e-" + id)),
                expert == NoiseExpert.BOTH ? null : new Sha256("ab".repeat(32)), List.of("zephyr " + id),
                306_000_000);
    }

    static Order order(Map<String, Object> more, ChosenLora... loras) {
        var values = new LinkedHashMap<String, Object>();
        values.put("prompt", "a harbour at dusk");
        values.put("negative_prompt", "");
        values.put("width", 832);
        values.put("height", 480);
        values.put("frames", 81);
        values.put("cfg", 3.5);
        values.put("seed", 9_007_199_254_740_991L);
        values.putAll(more);
        return new Order("m", "v", new Parameters(values), List.of(loras), OnLoraFailure.FAIL);
    }

    static Shipment shipment(Order order, Map<String, ShippedPicture> pictures) {
        var links = new LinkedHashMap<LoraId, SignedLink>();
        order.loras()
                .forEach(lora -> links.put(lora.lora(), new SignedLink(URI.create("https://bucket.example.org/"
                        + lora.lora().value() + "?signature=s"), EXPIRY)));
        return new Shipment(new GenerationId("job-1"), links, pictures);
    }
}
