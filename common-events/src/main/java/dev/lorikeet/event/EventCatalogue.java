package dev.lorikeet.event;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.event.CatalogueEvent.CatalogueDigest;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.GenerationEvent.CatalogueCopyDiffers;
import dev.lorikeet.event.GenerationEvent.GenerationCancelled;
import dev.lorikeet.event.GenerationEvent.GenerationDispatched;
import dev.lorikeet.event.GenerationEvent.GenerationFailed;
import dev.lorikeet.event.GenerationEvent.GenerationProgressed;
import dev.lorikeet.event.GenerationEvent.GenerationRequested;
import dev.lorikeet.event.GenerationEvent.GenerationSucceeded;
import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.LoraEvent.LoraDeleted;
import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.LoraEvent.LoraReady;
import dev.lorikeet.event.LoraEvent.LoraRejected;
import dev.lorikeet.event.LoraEvent.LoraRestored;
import dev.lorikeet.event.LoraEvent.LoraSaveFailed;
import dev.lorikeet.event.LoraEvent.LoraUpdated;
import dev.lorikeet.event.LoraEvent.LoraUploadAbandoned;
import dev.lorikeet.event.LoraEvent.LoraUploadStarted;
import dev.lorikeet.event.LoraEvent.LoraUploaded;
import dev.lorikeet.event.StorageEvent.ObjectHashed;
import dev.lorikeet.event.StorageEvent.ObjectMirrorLost;
import dev.lorikeet.event.StorageEvent.ObjectMirrored;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectNotMirrored;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import dev.lorikeet.event.StorageEvent.ObjectVerified;

import static dev.lorikeet.event.Topic.GENERATION_EVENTS;
import static dev.lorikeet.event.Topic.LORA_CATALOGUE;
import static dev.lorikeet.event.Topic.LORA_EVENTS;
import static dev.lorikeet.event.Topic.STORAGE_EVENTS;
import static java.util.stream.Collectors.toUnmodifiableMap;

/**
 * The one table of what goes over the wire: which type is which record, on which topic, by which schema. Types are
 * written out, so that renaming a class changes nothing for anybody else.
 */
public final class EventCatalogue {
    private static final String SCHEMA_HOME = "https://lorikeet.dev";

    private static final List<Row> ROWS = List.of(
            new Row("dev.lorikeet.lora.upload-started.v1", LoraUploadStarted.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.uploaded.v1", LoraUploaded.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.upload-abandoned.v1", LoraUploadAbandoned.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.save-failed.v1", LoraSaveFailed.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.ready.v1", LoraReady.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.rejected.v1", LoraRejected.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.updated.v1", LoraUpdated.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.deleted.v1", LoraDeleted.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.restored.v1", LoraRestored.class, LORA_EVENTS),
            new Row("dev.lorikeet.lora.discarded.v1", LoraDiscarded.class, LORA_EVENTS),
            new Row("dev.lorikeet.storage.object-verified.v1", ObjectVerified.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-refused.v1", ObjectRefused.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-hashed.v1", ObjectHashed.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-removed.v1", ObjectRemoved.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-missing.v1", ObjectMissing.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-mirrored.v1", ObjectMirrored.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-not-mirrored.v1", ObjectNotMirrored.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.storage.object-mirror-lost.v1", ObjectMirrorLost.class, STORAGE_EVENTS),
            new Row("dev.lorikeet.catalogue.entry.v1", CatalogueEntry.class, LORA_CATALOGUE),
            new Row("dev.lorikeet.catalogue.entry-removed.v1", CatalogueEntryRemoved.class, LORA_CATALOGUE),
            new Row("dev.lorikeet.catalogue.digest.v1", CatalogueDigest.class, LORA_CATALOGUE),
            new Row("dev.lorikeet.generation.requested.v1", GenerationRequested.class, GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.dispatched.v1", GenerationDispatched.class, GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.progressed.v1", GenerationProgressed.class, GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.succeeded.v1", GenerationSucceeded.class, GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.failed.v1", GenerationFailed.class, GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.cancelled.v1", GenerationCancelled.class, GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.catalogue-copy-differs.v1", CatalogueCopyDiffers.class,
                    GENERATION_EVENTS),
            new Row("dev.lorikeet.generation.lora-wanted-on-volume.v1", LoraWantedOnVolume.class,
                    GENERATION_EVENTS));

    private static final Map<String, Row> BY_TYPE = ROWS.stream()
            .collect(toUnmodifiableMap(Row::type, Function.identity()));
    private static final Map<Class<?>, Row> BY_CLASS = ROWS.stream()
            .collect(toUnmodifiableMap(Row::event, Function.identity()));

    private EventCatalogue() {}

    public static List<Row> rows() {
        return ROWS;
    }

    public static Optional<Row> ofType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    public static Row of(DomainEvent event) {
        return Objects.requireNonNull(BY_CLASS.get(event.getClass()), "every event has a row, a test sees to it");
    }

    /** One type of event. */
    public record Row(String type, Class<? extends DomainEvent> event, Topic topic) {
        /** The class path resource with its JSON Schema. */
        public String schema() {
            return "/schemas/" + type + ".json";
        }

        /** The schema's name for the whole world; it need not lead anywhere. */
        public String dataSchema() {
            return SCHEMA_HOME + schema();
        }

        /** Whether it travels without a body, so that compaction forgets the key. */
        public boolean isTombstone() {
            return event.equals(CatalogueEntryRemoved.class);
        }
    }
}
