package dev.lorikeet.event;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What generation-service says happened: to a requested video, to its copy of the library, and what it needs. */
public sealed interface GenerationEvent extends DomainEvent {

    /** What happened to a requested video. */
    sealed interface OfVideo extends GenerationEvent {
        GenerationId generation();

        WorkspaceId workspace();

        GenerationInputs inputs();

        @Override
        default String subject() {
            return generation().value();
        }
    }

    record GenerationRequested(GenerationId generation, WorkspaceId workspace, GenerationInputs inputs)
            implements
            OfVideo {}

    /** A worker has the job. {@code attempt} counts from 1. */
    record GenerationDispatched(GenerationId generation, WorkspaceId workspace, GenerationInputs inputs, int attempt,
            String remoteJob, Instant dispatchedAt) implements OfVideo {
        public GenerationDispatched {
            demandAttempt(attempt, 1);
            Limits.text("remoteJob", remoteJob, 200);
        }
    }

    record GenerationProgressed(GenerationId generation, WorkspaceId workspace, GenerationInputs inputs, int attempt,
            int percent, @Nullable String stage) implements OfVideo {
        public GenerationProgressed {
            demandAttempt(attempt, 1);
            Limits.between("percent", percent, 0, 100);
            if (stage != null) {
                Limits.text("stage", stage, 200);
            }
        }
    }

    /** The video is in our bucket. {@code inputs} holds what was used, {@code adjustments} how that differs from the request. */
    record GenerationSucceeded(GenerationId generation, WorkspaceId workspace, GenerationInputs inputs, int attempt,
            ObjectKey video, List<String> adjustments, Instant finishedAt) implements OfVideo {
        public GenerationSucceeded {
            demandAttempt(attempt, 1);
            adjustments = Limits.texts("adjustments", adjustments, 500);
        }
    }

    /** {@code attempt} is 0 when it failed before any worker had it. */
    record GenerationFailed(GenerationId generation, WorkspaceId workspace, GenerationInputs inputs, int attempt,
            Reason reason, Instant finishedAt) implements OfVideo {
        public GenerationFailed {
            demandAttempt(attempt, 0);
        }
    }

    /** {@code attempt} is 0 when no worker had it yet. */
    record GenerationCancelled(GenerationId generation, WorkspaceId workspace, GenerationInputs inputs, int attempt,
            Instant finishedAt) implements OfVideo {
        public GenerationCancelled {
            demandAttempt(attempt, 0);
        }
    }

    /** The copy of one shard of the library is not what lora-api said; its LoRAs have to be announced again. */
    record CatalogueCopyDiffers(int shard, int shards, Fingerprint digest) implements GenerationEvent {
        public CatalogueCopyDiffers {
            CatalogueShards.demand(shard, shards);
        }

        @Override
        public String subject() {
            return "digest-" + shard;
        }
    }

    /** A job needs this LoRA on a network volume before a worker can have it. */
    record LoraWantedOnVolume(LoraId lora, WorkspaceId workspace, StoredObject object, VolumePlace place,
            Instant wantedAt) implements GenerationEvent {
        @Override
        public String subject() {
            return place.copyOf(lora);
        }
    }

    private static void demandAttempt(int attempt, int least) {
        Limits.between("attempt", attempt, least, 1000);
    }
}
