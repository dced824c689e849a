package dev.lorikeet.generation.selection;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.LoraFacts.ExpertFinding;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraFacts.MemoryEstimate;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.event.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** A LoRA of the library as a test wants it: fit for WAN 2.2 text to video unless it says otherwise. */
record Entry(String id, String workspace, CatalogueStatus status, String family, @Nullable String version,
        @Nullable String variant, VideoTask task, NoiseExpert found, @Nullable NoiseExpert said, AdapterKind kind,
        FileFormat format, List<String> triggers, String name, @Nullable MemoryEstimate memory, double weight) {
    static final long SIZE = 306_807_976;

    static Entry of(String id) {
        return new Entry(id, "demo", CatalogueStatus.READY, "wan", "2.2", "a14b", VideoTask.TEXT_TO_VIDEO,
                NoiseExpert.BOTH, null, AdapterKind.LORA, FileFormat.SAFETENSORS, List.of(), "LoRA " + id,
                new MemoryEstimate(306_000_000, 500_000_000), 1.0);
    }

    static String path(String workspace, String id) {
        return "loras/20260131/12/" + workspace + "/" + id + "/" + id + ".safetensors";
    }

    Entry in(String other) {
        return new Entry(id, other, status, family, version, variant, task, found, said, kind, format, triggers, name,
                memory, weight);
    }

    Entry being(CatalogueStatus other) {
        return new Entry(id, workspace, other, family, version, variant, task, found, said, kind, format, triggers,
                name, memory, weight);
    }

    Entry madeFor(String otherFamily, @Nullable String otherVersion, @Nullable String otherVariant,
            VideoTask otherTask) {
        return new Entry(id, workspace, status, otherFamily, otherVersion, otherVariant, otherTask, found, said, kind,
                format, triggers, name, memory, weight);
    }

    Entry expert(NoiseExpert other, @Nullable NoiseExpert owners) {
        return new Entry(id, workspace, status, family, version, variant, task, other, owners, kind, format, triggers,
                name, memory, weight);
    }

    Entry built(AdapterKind otherKind, FileFormat otherFormat) {
        return new Entry(id, workspace, status, family, version, variant, task, found, said, otherKind, otherFormat,
                triggers, name, memory, weight);
    }

    Entry saying(String... words) {
        return new Entry(id, workspace, status, family, version, variant, task, found, said, kind, format,
                List.of(words), name, memory, weight);
    }

    Entry named(String other) {
        return new Entry(id, workspace, status, family, version, variant, task, found, said, kind, format, triggers,
                other, memory, weight);
    }

    Entry withMemory(@Nullable MemoryEstimate other) {
        return new Entry(id, workspace, status, family, version, variant, task, found, said, kind, format, triggers,
                name, other, weight);
    }

    Entry weighing(double other) {
        return new Entry(id, workspace, status, family, version, variant, task, found, said, kind, format, triggers,
                name, memory, other);
    }

    CatalogueEntry entry() {
        var facts = new LoraFacts(format, new Adapter(kind, null, null, "BF16", 400, 1_000_000),
                new TargetModel(family, version, variant, task, Confidence.CERTAIN, List.of()),
                new ExpertFinding(found, Confidence.MEDIUM, List.of()), FileTexts.none(), memory, List.of());
        var description = new LoraDescription(name, null, List.of(), triggers, weight, said);
        var time = Instant.parse("2026-01-31T12:00:00Z");
        return new CatalogueEntry(new LoraId(id), new WorkspaceId(workspace), status, id + ".safetensors",
                new StoredObject(new ObjectKey(path(workspace, id)), SIZE, new ETag("e-" + id)), null, facts,
                description, time, time);
    }
}
