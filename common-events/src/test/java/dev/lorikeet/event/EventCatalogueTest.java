package dev.lorikeet.event;

import java.util.stream.Stream;

import dev.lorikeet.event.EventCatalogue.Row;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class EventCatalogueTest {
    @Test
    void everyEventHasExactlyOneRow() {
        assertThat(EventCatalogue.rows()).extracting(Row::event)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(Contract.eventRecords()
                        .stream()
                        .map(type -> type.<DomainEvent>asSubclass(DomainEvent.class))
                        .toList());
    }

    /** The names others rely on, once more and by hand. A line may be added here, and none may ever change. */
    @Test
    void theNamesOnTheWireNeverChange() {
        assertThat(EventCatalogue.rows().stream().map(EventCatalogueTest::line)).containsExactlyInAnyOrder(
                "LoraUploadStarted dev.lorikeet.lora.upload-started.v1 lorikeet.lora.events.v1",
                "LoraUploaded dev.lorikeet.lora.uploaded.v1 lorikeet.lora.events.v1",
                "LoraUploadAbandoned dev.lorikeet.lora.upload-abandoned.v1 lorikeet.lora.events.v1",
                "LoraSaveFailed dev.lorikeet.lora.save-failed.v1 lorikeet.lora.events.v1",
                "LoraReady dev.lorikeet.lora.ready.v1 lorikeet.lora.events.v1",
                "LoraRejected dev.lorikeet.lora.rejected.v1 lorikeet.lora.events.v1",
                "LoraUpdated dev.lorikeet.lora.updated.v1 lorikeet.lora.events.v1",
                "LoraDeleted dev.lorikeet.lora.deleted.v1 lorikeet.lora.events.v1",
                "LoraRestored dev.lorikeet.lora.restored.v1 lorikeet.lora.events.v1",
                "LoraDiscarded dev.lorikeet.lora.discarded.v1 lorikeet.lora.events.v1",
                "ObjectVerified dev.lorikeet.storage.object-verified.v1 lorikeet.storage.events.v1",
                "ObjectRefused dev.lorikeet.storage.object-refused.v1 lorikeet.storage.events.v1",
                "ObjectHashed dev.lorikeet.storage.object-hashed.v1 lorikeet.storage.events.v1",
                "ObjectRemoved dev.lorikeet.storage.object-removed.v1 lorikeet.storage.events.v1",
                "ObjectMissing dev.lorikeet.storage.object-missing.v1 lorikeet.storage.events.v1",
                "ObjectMirrored dev.lorikeet.storage.object-mirrored.v1 lorikeet.storage.events.v1",
                "ObjectNotMirrored dev.lorikeet.storage.object-not-mirrored.v1 lorikeet.storage.events.v1",
                "ObjectMirrorLost dev.lorikeet.storage.object-mirror-lost.v1 lorikeet.storage.events.v1",
                "CatalogueEntry dev.lorikeet.catalogue.entry.v1 lorikeet.lora.catalogue.v1",
                "CatalogueEntryRemoved dev.lorikeet.catalogue.entry-removed.v1 lorikeet.lora.catalogue.v1",
                "CatalogueDigest dev.lorikeet.catalogue.digest.v1 lorikeet.lora.catalogue.v1",
                "GenerationRequested dev.lorikeet.generation.requested.v1 lorikeet.generation.events.v1",
                "GenerationDispatched dev.lorikeet.generation.dispatched.v1 lorikeet.generation.events.v1",
                "GenerationProgressed dev.lorikeet.generation.progressed.v1 lorikeet.generation.events.v1",
                "GenerationSucceeded dev.lorikeet.generation.succeeded.v1 lorikeet.generation.events.v1",
                "GenerationFailed dev.lorikeet.generation.failed.v1 lorikeet.generation.events.v1",
                "GenerationCancelled dev.lorikeet.generation.cancelled.v1 lorikeet.generation.events.v1",
                "CatalogueCopyDiffers dev.lorikeet.generation.catalogue-copy-differs.v1 lorikeet.generation.events.v1",
                "LoraWantedOnVolume dev.lorikeet.generation.lora-wanted-on-volume.v1 lorikeet.generation.events.v1");
    }

    /** A handler of a topic switches over one family, so no family may leak into another's topic. */
    @Test
    void aTopicCarriesOneFamily() {
        assertThat(Stream.of(Topic.values())).allSatisfy(topic -> assertThat(EventCatalogue.rows()
                .stream()
                .filter(row -> row.topic() == topic)
                .map(row -> row.event().getEnclosingClass())
                .distinct()).hasSize(1));
    }

    private static String line(Row row) {
        return row.event().getSimpleName() + " " + row.type() + " " + row.topic().topicName();
    }
}
