package dev.lorikeet.lora.library;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.Reason;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Lora.Identity;
import dev.lorikeet.lora.lifecycle.Lora.Ready;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the view of a LoRA, at the moment it is looked at: pictures are signed for a while only. */
@Component
public class LoraViews {
    private static final Duration PICTURE = Duration.ofHours(1);
    private static final Reason NOT_REMOVED_YET = new Reason("STORAGE_DELETE_FAILED",
            "Failed to delete file from storage");

    private final UploadStore bucket;
    private final LibraryLimits limits;
    private final InstantSource clock;

    LoraViews(UploadStore bucket, LibraryLimits limits, InstantSource clock) {
        this.bucket = bucket;
        this.limits = limits;
        this.clock = clock;
    }

    public LoraView of(Lora.Known lora) {
        return switch (lora) {
            case Lora.Uploading(var identity, var description, var _, var _) ->
                view("uploading", identity, description, identity.createdAt(), identity.createdAt(), null);
            case Lora.Verifying(var identity, var description, var uploadedAt) ->
                view("verifying", identity, description, uploadedAt, uploadedAt, null);
            case Lora.Rejected rejected -> view("rejected", rejected.identity(), rejected.description(),
                    rejected.uploadedAt(), rejected.updatedAt(), rejected.reason());
            case Ready ready -> proven("ready", ready, null, null);
            case Lora.Missing(var was, var reason, var _) -> proven("missing", was, reason, null);
            case Lora.Deleting(var was, var undoUntil, var _) -> ending(was, null, undoUntil);
            case Lora.Discarded(var was, var since) ->
                ending(was, clock.instant().isAfter(since.plus(limits.lateRemoval())) ? NOT_REMOVED_YET : null, null);
            case Lora.Abandoned(var identity, var reason) -> view("abandoned", identity, nameless(identity),
                    identity.createdAt(), identity.createdAt(), new Reason(reason.name(), "The upload was given up."));
            case Lora.Deleted(var identity) -> view("deleted", identity, nameless(identity), identity.createdAt(),
                    identity.createdAt(), null);
        };
    }

    private LoraView ending(Lora.Kept was, @Nullable Reason problem, @Nullable Instant undoUntil) {
        return switch (was) {
            case Ready ready -> proven("deleting", ready, problem, undoUntil);
            case Lora.Missing(var ready, var _, var _) -> proven("deleting", ready, problem, undoUntil);
            case Lora.Rejected rejected -> view("deleting", rejected.identity(), rejected.description(),
                    rejected.uploadedAt(), rejected.updatedAt(), problem == null ? rejected.reason() : problem)
                    .until(undoUntil);
        };
    }

    private static LoraDescription nameless(Identity identity) {
        return new LoraDescription(identity.expected().fileName(), null, List.of(), List.of(), 1.0, null);
    }

    private LoraView proven(String status, Ready ready, @Nullable Reason problem, @Nullable Instant undoUntil) {
        var proof = ready.proof();
        var thumbnail = proof.facts().texts().thumbnail();
        return view(status, ready.identity(), ready.description(), ready.uploadedAt(), ready.updatedAt(), problem)
                .proven(ready.usage(), ListFields.expert(ready.description(), proof.facts()), proof, undoUntil,
                        thumbnail == null ? null : bucket.picture(thumbnail, clock.instant().plus(PICTURE)),
                        ready.edition());
    }

    private LoraView view(String status, Identity identity, LoraDescription description, Instant uploadedAt,
            Instant updatedAt, @Nullable Reason rejection) {
        var expected = identity.expected();
        return new LoraView(identity.lora().value(), description.name(), expected.fileName(), expected.key().value(),
                bucket.locate(expected.key()).toString(), expected.size(), extension(expected.fileName()),
                identity.workspace().value(), identity.createdBy(), status, uploadedAt, updatedAt, null, 0,
                description.text(), description.tags(), description.triggerWords(), description.defaultWeight(),
                description.expert(), List.of(), null, null, rejection, null, null, 0);
    }

    private static String extension(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.')).toLowerCase(Locale.ROOT);
    }
}
