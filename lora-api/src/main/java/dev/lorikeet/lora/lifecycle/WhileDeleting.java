package dev.lorikeet.lora.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.LoraEvent.LoraDiscarded;
import dev.lorikeet.event.LoraEvent.LoraRestored;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.lora.lifecycle.Lora.Deleted;
import dev.lorikeet.lora.lifecycle.Lora.Deleting;
import dev.lorikeet.lora.lifecycle.Lora.Discarded;
import dev.lorikeet.lora.lifecycle.Lora.Identity;
import dev.lorikeet.lora.lifecycle.Lora.Missing;
import dev.lorikeet.lora.lifecycle.Lora.Proof;
import dev.lorikeet.lora.lifecycle.Lora.Ready;
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
import dev.lorikeet.lora.lifecycle.LoraCommand.OfObject;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfUpload;
import dev.lorikeet.lora.lifecycle.LoraCommand.Prove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Refuse;
import dev.lorikeet.lora.lifecycle.LoraCommand.Remove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Restore;
import dev.lorikeet.lora.lifecycle.LoraCommand.Start;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** From the deletion to the tombstone. */
final class WhileDeleting {
    private WhileDeleting() {}

    static Decision<Lora, DomainEvent, LoraRefusal> deleting(Deleting deleting, LoraCommand command, Instant now) {
        return switch (command) {
            case OfUpload upload -> afterUpload(deleting, deleting.identity(), upload);
            case Hash hash -> hashed(deleting, hash, now);
            case Miss(var key) -> missed(deleting, key, now);
            case Remove(var key) -> missed(deleting, key, now);
            case Prove _,Refuse _ -> unchanged(deleting);
            case OfGeneration of -> needed(deleting, of);
            case Describe _ -> refuse(LoraRefusal.WRONG_STATE);
            case Delete _ -> unchanged(deleting);
            case Restore _ -> now.isBefore(deleting.undoUntil())
                    ? restored(deleting)
                    : refuse(LoraRefusal.UNDO_OVER);
            case Discard _ -> now.isBefore(deleting.over()) ? refuse(LoraRefusal.NOT_DUE) : discarded(deleting, now);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> discarded(Discarded discarded, LoraCommand command) {
        return switch (command) {
            case OfUpload upload -> afterUpload(discarded, discarded.identity(), upload);
            case Remove(var key) -> WhileUploading.isOf(discarded.identity(), key)
                    ? removed(discarded)
                    : refuse(LoraRefusal.OTHER_OBJECT);
            case Prove _,Refuse _,Hash _,Miss _ -> unchanged(discarded);
            case Restore _ -> refuse(LoraRefusal.UNDO_OVER);
            case Delete _,Discard _,OfGeneration _ -> unchanged(discarded);
            case Describe _ -> refuse(LoraRefusal.WRONG_STATE);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> deleted(Deleted deleted, LoraCommand command) {
        return switch (command) {
            case Start start -> WhileUploading.repeated(deleted, deleted.identity(), start);
            case OfObject _,Discard _,OfGeneration _ -> unchanged(deleted);
            case Complete _,CompleteStreamed _,Abandon _,Fail _,Expire _ -> refuse(LoraRefusal.NOT_FOUND);
            case Describe _,Delete _,Restore _ -> refuse(LoraRefusal.NOT_FOUND);
        };
    }

    /** Late or repeated; there is nothing left to upload. */
    private static Decision<Lora, DomainEvent, LoraRefusal> afterUpload(Lora state, Identity identity,
            OfUpload command) {
        return switch (command) {
            case Start start -> WhileUploading.repeated(state, identity, start);
            case Expire _ -> unchanged(state);
            case Complete _,CompleteStreamed _,Abandon _,Fail _ -> refuse(LoraRefusal.WRONG_STATE);
        };
    }

    /** The digest comes once only, and must be there again if this is undone. */
    private static Decision<Lora, DomainEvent, LoraRefusal> hashed(Deleting deleting, Hash hash, Instant now) {
        if (!(deleting.was() instanceof Ready ready) || !ready.proof().object().equals(hash.object())
                || hash.sha256().equals(ready.proof().sha256())) {
            return unchanged(deleting);
        }
        var known = ready.with(new Proof(hash.object(), ready.proof().facts(), hash.sha256()));
        var back = WhileKept.isDeclared(known, hash)
                ? known
                : new Missing(known, WhileKept.OTHER_BYTES, now);
        return accept(deleting.with(back));
    }

    /** Whoever asked before it was deleted may be at it; the object goes when the last of them is done. */
    private static Decision<Lora, DomainEvent, LoraRefusal> needed(Deleting deleting, OfGeneration command) {
        return deleting.was() instanceof Ready ready
                ? WhileKept.counted(ready, command)
                        .<Decision<Lora, DomainEvent, LoraRefusal>>map(
                                counted -> accept(deleting.with(counted)))
                        .orElseGet(() -> unchanged(deleting))
                : unchanged(deleting);
    }

    /** Whoever restores it must not get what is not there. */
    private static Decision<Lora, DomainEvent, LoraRefusal> missed(Deleting deleting, ObjectKey key, Instant now) {
        return deleting.was() instanceof Ready ready && WhileUploading.isOf(deleting.identity(), key)
                ? accept(deleting.with(new Missing(ready, WhileUploading.MISSING, now)))
                : unchanged(deleting);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> restored(Deleting deleting) {
        var identity = deleting.identity();
        var events = new ArrayList<DomainEvent>(List.of(
                new LoraRestored(identity.lora(), identity.workspace(), identity.expected().key())));
        events.addAll(WhileKept.catalogued(deleting.was()));
        return new Decision.Accepted<>(deleting.was(), events);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> discarded(Deleting deleting, Instant now) {
        var identity = deleting.identity();
        // The object of a refused one was removed when it was refused, and nobody would say so a second time.
        var next = deleting.was() instanceof Lora.Rejected ? new Deleted(identity)
                : new Discarded(deleting.was(), now);
        return accept(next, new LoraDiscarded(identity.lora(), identity.workspace(), identity.expected().key()));
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> removed(Discarded discarded) {
        return accept(new Deleted(discarded.identity()),
                new CatalogueEntryRemoved(discarded.identity().lora()));
    }
}
