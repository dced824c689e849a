package dev.lorikeet.generation.dispatch;

import java.util.List;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whether what a job was checked against is still so: in the library, and in the bucket itself. */
@Component
public class Stock {
    private final Catalogue catalogue;
    private final JobBucket bucket;

    Stock(Catalogue catalogue, JobBucket bucket) {
        this.catalogue = catalogue;
        this.bucket = bucket;
    }

    /** A LoRA that cannot be sent any more, and why. */
    public record Lost(LoraId lora, String reason) {
        Failure failure() {
            return Failure.of(FailureCode.LORA_GONE, reason);
        }
    }

    /** The first LoRA that the library has no more as it was chosen; empty if all are there. */
    public Mono<Lost> missing(List<ChosenLora> loras, WorkspaceId workspace) {
        return Flux.fromIterable(loras)
                .flatMapSequential(lora -> catalogue.find(lora.lora())
                        .map(entry -> fault(lora, entry, workspace))
                        .defaultIfEmpty(lora.name() + " was deleted.")
                        .filter(fault -> !fault.isEmpty())
                        .map(fault -> new Lost(lora.lora(), fault)))
                .next();
    }

    private static String fault(ChosenLora lora, CatalogueEntry entry, WorkspaceId workspace) {
        if (!entry.workspace().equals(workspace)) {
            return lora.name() + " was deleted.";
        }
        return switch (entry.status()) {
            case DELETING -> lora.name() + " was deleted.";
            case MISSING -> "The file of " + lora.name() + " is gone from the bucket. Please upload it again.";
            case UNKNOWN -> lora.name() + " cannot be used now.";
            case READY -> entry.object().equals(lora.object())
                    ? ""
                    : lora.name() + " is another file now. Please choose it again.";
        };
    }

    /** The same of the objects: size and ETag as they were proven. */
    Mono<Lost> changed(List<ChosenLora> loras) {
        return Flux.fromIterable(loras)
                .flatMapSequential(lora -> bucket.describe(lora.object().key())
                        .map(found -> fault(lora, found))
                        .defaultIfEmpty("The file of " + lora.name() + " is gone from the bucket.")
                        .filter(fault -> !fault.isEmpty())
                        .map(fault -> new Lost(lora.lora(), fault)))
                .next();
    }

    private static String fault(ChosenLora lora, StoredObject found) {
        return found.equals(lora.object())
                ? ""
                : "The file of " + lora.name() + " is not the one that was proven. Please upload it again.";
    }
}
