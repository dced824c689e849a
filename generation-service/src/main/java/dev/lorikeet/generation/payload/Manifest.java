package dev.lorikeet.generation.payload;

import java.util.Locale;

import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Order;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The same for every worker: which LoRAs, where they are, and how to tell that the right ones arrived. */
final class Manifest {
    private Manifest() {}

    static ObjectNode of(Order order, Shipment shipment) {
        var manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("job", shipment.job().value());
        manifest.put("model", order.model());
        order.parameters().whole("seed").ifPresent(seed -> manifest.put("seed", seed));
        var loras = manifest.putArray("loras");
        order.loras().forEach(lora -> loras.add(entry(lora, shipment)));
        return manifest;
    }

    private static ObjectNode entry(ChosenLora lora, Shipment shipment) {
        var entry = JsonNodeFactory.instance.objectNode();
        entry.put("id", lora.lora().value());
        entry.put("adapterName", lora.adapterName());
        entry.put("name", lora.name());
        entry.put("slot", lora.slot());
        entry.put("expert", lora.expert().name().toLowerCase(Locale.ROOT));
        entry.put("weight", lora.weight());
        entry.put("s3Path", lora.object().key().value());
        var link = References.link(lora, shipment);
        entry.put("url", link.url().toString());
        entry.put("urlExpiresAt", link.expiresAt().toString());
        entry.put("volumeFile", VolumeFile.nameOf(lora));
        entry.put("size", lora.object().size());
        entry.put("etag", lora.object().etag().value());
        var sha256 = lora.sha256();
        if (sha256 != null) {
            entry.put("sha256", sha256.value());
        }
        return entry;
    }
}
