package dev.lorikeet.generation.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import dev.lorikeet.event.WorkspaceId;

/** What lora-api may say. */
final class CatalogueSamples {
    private static final CatalogueEntry EXAMPLE = example();

    private CatalogueSamples() {}

    static CatalogueEntry entry(String lora, String name) {
        return entry(lora, "demo", CatalogueStatus.READY, name);
    }

    static CatalogueEntry entry(String lora, String workspace, CatalogueStatus status, String name) {
        var said = EXAMPLE.description();
        return new CatalogueEntry(new LoraId(lora), new WorkspaceId(workspace), status, EXAMPLE.fileName(),
                new StoredObject(new ObjectKey("loras/20260304/12/" + workspace + "/" + lora + "/rain.safetensors"),
                        EXAMPLE.object().size(), EXAMPLE.object().etag()),
                EXAMPLE.sha256(), EXAMPLE.facts(), new LoraDescription(name, said.text(), said.tags(),
                        said.triggerWords(), said.defaultWeight(), said.expert()),
                EXAMPLE.uploadedAt(), EXAMPLE.updatedAt());
    }

    static CatalogueEntryRemoved removed(String lora) {
        return new CatalogueEntryRemoved(new LoraId(lora));
    }

    static EventEnvelope<CatalogueEvent> said(CatalogueEvent event, long sequence) {
        return said(event, sequence, Instant.EPOCH);
    }

    static EventEnvelope<CatalogueEvent> said(CatalogueEvent event, long sequence, Instant at) {
        return new EventEnvelope<>(event.subject() + "." + sequence, "/lora-api/loras", sequence, at, null, event);
    }

    /** The golden example of the contract. */
    private static CatalogueEntry example() {
        var resource = "/examples/dev.lorikeet.catalogue.entry.v1/full.json";
        try (var example = Objects.requireNonNull(CatalogueEntry.class.getResourceAsStream(resource))) {
            var body = new String(example.readAllBytes(), StandardCharsets.UTF_8);
            var key = body.replaceAll("(?s).*?\"lora\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            var headers = new TreeMap<>(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/lora-api",
                    "ce_type", "dev.lorikeet.catalogue.entry.v1", "ce_subject", key, "ce_time", "2026-03-04T12:00:00Z",
                    "ce_sequence", "1", "content-type", "application/json"));
            var decoded = new EventCodec().decode(
                    new WireRecord(Topic.LORA_CATALOGUE.topicName(), key, headers, body));
            return (CatalogueEntry) ((Decoded.Known) decoded).envelope().event();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
