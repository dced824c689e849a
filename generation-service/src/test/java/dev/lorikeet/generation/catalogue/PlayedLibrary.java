package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lorikeet.delivery.Delivery;
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
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.event.WorkspaceId;
import reactor.core.publisher.Mono;

/** A copy of a library that a test fills itself. */
public final class PlayedLibrary {
    private static final int BATCH = 200;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Copies copies;

    public PlayedLibrary(Delivery delivery) {
        this.copies = new Copies(delivery,
                new CatalogueLimits(Duration.ofSeconds(10), Duration.ofMinutes(1), 3, Duration.ofDays(31),
                        Duration.ofDays(6), Duration.ofHours(1), 64));
    }

    public Catalogue catalogue() {
        return new Catalogue(copies);
    }

    public Mono<Boolean> put(CatalogueEntry entry, long sequence) {
        return copies.apply(entry.lora(), new CatalogueCopy.Known(entry, sequence));
    }

    /** With LoRAs of a workspace that nobody is a member of. */
    public static void fill(Copies copies, int loras) {
        for (int from = 0; from < loras; from += BATCH) {
            copies.putRight(IntStream.range(from, Math.min(loras, from + BATCH))
                    .mapToObj(number -> new LoraId("filling-" + number))
                    .collect(Collectors.toMap(LoraId::value, lora -> new CatalogueCopy.Known(entry(lora,
                            new WorkspaceId("large"), new StoredObject(new ObjectKey("loras/20260131/12/large/"
                                    + lora.value() + "/x.safetensors"), 1000, new ETag("e")),
                            CatalogueStatus.READY), 1))))
                    .block(LIMIT);
        }
    }

    public static CatalogueEntry entry(LoraId lora, WorkspaceId workspace, StoredObject object,
            CatalogueStatus status) {
        var facts = new LoraFacts(FileFormat.SAFETENSORS,
                new Adapter(AdapterKind.LORA, null, null, "BF16", 400, 1_000_000),
                new TargetModel("wan", "2.2", "a14b", VideoTask.TEXT_TO_VIDEO, Confidence.CERTAIN, List.of()),
                new ExpertFinding(NoiseExpert.BOTH, Confidence.MEDIUM, List.of()), FileTexts.none(), null, List.of());
        var time = Instant.parse("2026-01-31T12:00:00Z");
        return new CatalogueEntry(lora, workspace, status, lora.value() + ".safetensors", object, null, facts,
                new LoraDescription(lora.value(), null, List.of(), List.of("word of " + lora.value()), 1.0, null),
                time, time);
    }
}
