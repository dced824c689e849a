package dev.lorikeet.lora.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.LoraEvent.LoraDeleted;
import dev.lorikeet.event.LoraEvent.LoraReady;
import dev.lorikeet.event.LoraEvent.LoraUpdated;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.lora.lifecycle.Lora.Deleting;
import dev.lorikeet.lora.lifecycle.Lora.Kept;
import dev.lorikeet.lora.lifecycle.Lora.Missing;
import dev.lorikeet.lora.lifecycle.Lora.Proof;
import dev.lorikeet.lora.lifecycle.Lora.Ready;
import dev.lorikeet.lora.lifecycle.Lora.Rejected;
import dev.lorikeet.lora.lifecycle.LoraCommand.Abandon;
import dev.lorikeet.lora.lifecycle.LoraCommand.Complete;
import dev.lorikeet.lora.lifecycle.LoraCommand.CompleteStreamed;
import dev.lorikeet.lora.lifecycle.LoraCommand.Delete;
import dev.lorikeet.lora.lifecycle.LoraCommand.Describe;
import dev.lorikeet.lora.lifecycle.LoraCommand.Discard;
import dev.lorikeet.lora.lifecycle.LoraCommand.Expire;
import dev.lorikeet.lora.lifecycle.LoraCommand.Fail;
import dev.lorikeet.lora.lifecycle.LoraCommand.Hash;
import dev.lorikeet.lora.lifecycle.LoraCommand.Miss;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfGeneration;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfUpload;
import dev.lorikeet.lora.lifecycle.LoraCommand.Prove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Refuse;
import dev.lorikeet.lora.lifecycle.LoraCommand.Remove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Restore;
import dev.lorikeet.lora.lifecycle.LoraCommand.Spare;
import dev.lorikeet.lora.lifecycle.LoraCommand.Start;
import dev.lorikeet.lora.lifecycle.LoraCommand.Use;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** From the verdict to the deletion. */
final class WhileKept {
    /** What goes up in one piece the bucket itself compares with what was declared; parts it cannot. */
    static final Reason OTHER_BYTES = new Reason("SHA256_MISMATCH",
            "The stored file has another SHA-256 than was declared for it. Please delete it and upload it again.");

    private WhileKept() {}

    static Decision<Lora, DomainEvent, LoraRefusal> ready(Ready ready, LoraCommand command, Instant now) {
        return switch (command) {
            case OfUpload upload -> afterUpload(ready, upload);
            case Prove(var object, var _) -> same(ready, object) ? unchanged(ready) : refuse(LoraRefusal.OTHER_OBJECT);
            case Refuse _ -> refuse(LoraRefusal.WRONG_STATE);
            case Hash hash -> hashed(ready, hash, now);
            case Miss(var key) -> missed(ready, key, now);
            case Remove(var key) -> missed(ready, key, now);
            case Describe describe -> described(ready, describe, now);
            case OfGeneration of -> counted(ready, of).<Decision<Lora, DomainEvent, LoraRefusal>>map(
                    Decision::accept).orElseGet(() -> unchanged(ready));
            case Delete(var undoUntil, var keptUntil) -> accept(new Deleting(ready, undoUntil, keptUntil),
                    deleted(ready, undoUntil),
                    CatalogueEntries.of(ready, CatalogueStatus.DELETING));
            case Restore _ -> unchanged(ready);
            case Discard _ -> refuse(LoraRefusal.WRONG_STATE);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> missing(Missing missing, LoraCommand command, Instant now) {
        return switch (command) {
            case OfUpload upload -> afterUpload(missing, upload);
            case Prove(var object, var _) when !same(missing.was(), object) -> refuse(LoraRefusal.OTHER_OBJECT);
            case Prove _ -> missing.reason().equals(OTHER_BYTES) ? unchanged(missing) : found(missing.was());
            case Miss _,Remove _ -> unchanged(missing);
            case OfGeneration of -> counted(missing.was(), of).<Decision<Lora, DomainEvent, LoraRefusal>>map(
                    was -> accept(new Missing(was, missing.reason(), missing.since())))
                    .orElseGet(() -> unchanged(missing));
            case Refuse _,Hash _,Describe _,Discard _ -> refuse(LoraRefusal.WRONG_STATE);
            case Delete(var undoUntil, var keptUntil) -> accept(new Deleting(missing, undoUntil, keptUntil),
                    deleted(missing, undoUntil),
                    CatalogueEntries.of(missing.was(), CatalogueStatus.DELETING));
            case Restore _ -> unchanged(missing);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> rejected(Rejected rejected, LoraCommand command) {
        return switch (command) {
            case OfUpload upload -> afterUpload(rejected, upload);
            case Refuse(var key, var _) -> known(rejected, key);
            case Miss(var key) -> known(rejected, key);
            case Remove(var key) -> known(rejected, key);
            case Prove _,Hash _,Describe _,OfGeneration _,Discard _ -> refuse(LoraRefusal.WRONG_STATE);
            case Delete(var undoUntil, var keptUntil) -> accept(new Deleting(rejected, undoUntil, keptUntil),
                    deleted(rejected, undoUntil));
            case Restore _ -> unchanged(rejected);
        };
    }

    /** Late or repeated; there is nothing left to upload. */
    private static Decision<Lora, DomainEvent, LoraRefusal> afterUpload(Kept kept, OfUpload command) {
        return switch (command) {
            case Start start -> WhileUploading.repeated(kept, kept.identity(), start);
            case Complete _,CompleteStreamed _,Fail _,Expire _ -> unchanged(kept);
            case Abandon _ -> refuse(LoraRefusal.WRONG_STATE);
        };
    }

    /** Empty if that is known already. */
    static Optional<Ready> counted(Ready ready, OfGeneration command) {
        return switch (command) {
            case Use(var generation, var at) -> ready.usage().counting(generation, at).map(ready::with);
            case Spare(var generation) -> ready.usage().without(generation).map(ready::with);
        };
    }

    static LoraUpdated updated(Ready ready) {
        return new LoraUpdated(ready.identity().lora(), ready.identity().workspace(), ready.description());
    }

    private static LoraDeleted deleted(Kept kept, Instant undoUntil) {
        var identity = kept.identity();
        return new LoraDeleted(identity.lora(), identity.workspace(), identity.expected().key(), undoUntil);
    }

    private static boolean same(Ready ready, StoredObject object) {
        return ready.proof().object().equals(object);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> known(Rejected rejected, ObjectKey key) {
        return WhileUploading.isOf(rejected.identity(), key) ? unchanged(rejected) : refuse(LoraRefusal.OTHER_OBJECT);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> hashed(Ready ready, Hash hash, Instant now) {
        if (!same(ready, hash.object())) {
            return refuse(LoraRefusal.OTHER_OBJECT);
        }
        if (hash.sha256().equals(ready.proof().sha256())) {
            return unchanged(ready);
        }
        var next = ready.with(new Proof(hash.object(), ready.proof().facts(), hash.sha256()));
        return isDeclared(ready, hash)
                ? accept(next, updated(next), CatalogueEntries.of(next))
                : accept(new Missing(next, OTHER_BYTES, now), updated(next),
                        CatalogueEntries.of(next, CatalogueStatus.MISSING));
    }

    static boolean isDeclared(Ready ready, Hash hash) {
        var declared = ready.identity().expected().sha256();
        return declared == null || declared.equals(hash.sha256());
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> missed(Ready ready, ObjectKey key, Instant now) {
        return WhileUploading.isOf(ready.identity(), key)
                ? accept(new Missing(ready, WhileUploading.MISSING, now), updated(ready),
                        CatalogueEntries.of(ready, CatalogueStatus.MISSING))
                : refuse(LoraRefusal.OTHER_OBJECT);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> found(Ready ready) {
        var identity = ready.identity();
        return accept(ready, new LoraReady(identity.lora(), identity.workspace(), ready.description().name(),
                identity.expected().fileName(), ready.proof().object(), ready.proof().facts()),
                CatalogueEntries.of(ready));
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> described(Ready ready, Describe describe, Instant now) {
        var description = describe.change().applyTo(ready.description());
        if (description.equals(ready.description())) {
            return unchanged(ready);
        }
        if (describe.edition() != null && describe.edition() != ready.edition()) {
            return refuse(LoraRefusal.CHANGED_MEANWHILE);
        }
        var next = ready.with(description, now);
        return accept(next, updated(next), CatalogueEntries.of(next));
    }

    /** For every state that was proven; the list of what others know must say the same again. */
    static List<DomainEvent> catalogued(Kept kept) {
        return switch (kept) {
            case Ready ready -> List.of(CatalogueEntries.of(ready));
            case Missing missing -> List.of(CatalogueEntries.of(missing.was(), CatalogueStatus.MISSING));
            case Rejected _ -> List.of();
        };
    }
}
