package dev.lorikeet.lora.lifecycle;

import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent.AbandonReason;
import dev.lorikeet.event.LoraEvent.LoraReady;
import dev.lorikeet.event.LoraEvent.LoraRejected;
import dev.lorikeet.event.LoraEvent.LoraUploadAbandoned;
import dev.lorikeet.event.LoraEvent.LoraUploadStarted;
import dev.lorikeet.event.LoraEvent.LoraUploaded;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.lora.lifecycle.Lora.Abandoned;
import dev.lorikeet.lora.lifecycle.Lora.Identity;
import dev.lorikeet.lora.lifecycle.Lora.Ready;
import dev.lorikeet.lora.lifecycle.Lora.Rejected;
import dev.lorikeet.lora.lifecycle.Lora.Uploading;
import dev.lorikeet.lora.lifecycle.Lora.Verifying;
import dev.lorikeet.lora.lifecycle.LoraCommand.Abandon;
import dev.lorikeet.lora.lifecycle.LoraCommand.Complete;
import dev.lorikeet.lora.lifecycle.LoraCommand.CompleteStreamed;
import dev.lorikeet.lora.lifecycle.LoraCommand.Expire;
import dev.lorikeet.lora.lifecycle.LoraCommand.Fail;
import dev.lorikeet.lora.lifecycle.LoraCommand.Hash;
import dev.lorikeet.lora.lifecycle.LoraCommand.Miss;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfObject;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfOwner;
import dev.lorikeet.lora.lifecycle.LoraCommand.Prove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Refuse;
import dev.lorikeet.lora.lifecycle.LoraCommand.Remove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Start;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** From the ticket to the verdict. */
final class WhileUploading {
    static final Reason MISSING = new Reason("OBJECT_MISSING",
            "The file is not in the bucket, or was replaced. Please upload it again.");

    private WhileUploading() {}

    static Decision<Lora, DomainEvent, LoraRefusal> nothingYet(LoraCommand command, Instant now) {
        return switch (command) {
            case Start start -> now.isBefore(start.identity().createdAt().plus(Loras.START_WITHIN))
                    ? started(start)
                    : refuse(LoraRefusal.TICKET_EXPIRED);
            case Complete _,CompleteStreamed _,Abandon _,Fail _,Expire _,OfObject _,OfOwner _ ->
                refuse(LoraRefusal.NOT_FOUND);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> uploading(Uploading uploading, LoraCommand command, Instant now) {
        var identity = uploading.identity();
        boolean expired = !now.isBefore(uploading.expiresAt());
        return switch (command) {
            case Start start -> repeated(uploading, identity, start);
            case Complete _ -> expired ? refuse(LoraRefusal.TICKET_EXPIRED) : completed(uploading, identity, now);
            case CompleteStreamed(var size) -> expired || size > identity.expected().size()
                    ? refuse(LoraRefusal.TICKET_EXPIRED)
                    : completed(uploading, identity.of(size), now);
            case Abandon _ -> abandoned(identity, AbandonReason.CANCELLED);
            case Fail(var reason) -> rejected(identity, uploading.description(), reason, now, now);
            case Expire _ -> expired ? abandoned(identity, AbandonReason.EXPIRED) : refuse(LoraRefusal.NOT_DUE);
            case OfObject _,OfOwner _ -> refuse(LoraRefusal.WRONG_STATE);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> verifying(Verifying verifying, LoraCommand command, Instant now) {
        return switch (command) {
            case Start start -> repeated(verifying, verifying.identity(), start);
            case Complete _,CompleteStreamed _,Expire _ -> unchanged(verifying);
            // The verdict may never come; nobody has to wait for it.
            case Abandon _ -> abandoned(verifying.identity(), AbandonReason.CANCELLED);
            case Prove prove -> proven(verifying, prove, now);
            case Refuse(var key, var reason) -> rejected(verifying, key, reason, now);
            case Miss(var key) -> rejected(verifying, key, MISSING, now);
            case Remove(var key) -> rejected(verifying, key, MISSING, now);
            case Fail _,Hash _,OfOwner _ -> refuse(LoraRefusal.WRONG_STATE);
        };
    }

    static Decision<Lora, DomainEvent, LoraRefusal> abandoned(Abandoned abandoned, LoraCommand command) {
        return switch (command) {
            case Start start -> repeated(abandoned, abandoned.identity(), start);
            case Complete _,CompleteStreamed _ -> refuse(LoraRefusal.TICKET_EXPIRED);
            case Abandon _,Fail _,Expire _ -> unchanged(abandoned);
            case Remove(var key) -> isOf(abandoned.identity(), key)
                    ? unchanged(abandoned)
                    : refuse(LoraRefusal.OTHER_OBJECT);
            case Prove _,Refuse _,Hash _,Miss _,OfOwner _ -> refuse(LoraRefusal.NOT_FOUND);
        };
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> started(Start start) {
        var identity = start.identity();
        return accept(new Uploading(identity, start.description(), start.partSize(), start.expiresAt()),
                new LoraUploadStarted(identity.lora(), identity.workspace(), identity.expected(), start.expiresAt()));
    }

    /** Only the client that made it may make it again, and gets what it had got. */
    static Decision<Lora, DomainEvent, LoraRefusal> repeated(Lora state, Identity known, Start start) {
        return isSame(known, start.identity())
                ? unchanged(state)
                : refuse(LoraRefusal.EXISTS_ALREADY);
    }

    private static boolean isSame(Identity known, Identity asked) {
        return known.equals(asked) || (known.request() != null && known.request().equals(asked.request()));
    }

    static boolean isOf(Identity identity, ObjectKey key) {
        return identity.expected().key().equals(key);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> completed(Uploading uploading, Identity identity,
            Instant now) {
        return accept(new Verifying(identity, uploading.description(), now),
                new LoraUploaded(identity.lora(), identity.workspace(), identity.expected()));
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> abandoned(Identity identity, AbandonReason reason) {
        return accept(new Abandoned(identity, reason), new LoraUploadAbandoned(identity.lora(), identity.workspace(),
                identity.expected(), reason));
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> proven(Verifying verifying, Prove prove, Instant now) {
        var identity = verifying.identity();
        if (!isOf(identity, prove.object().key())) {
            return refuse(LoraRefusal.OTHER_OBJECT);
        }
        var ready = new Ready(identity, completed(verifying.description(), prove.facts().texts()),
                new Lora.Proof(prove.object(), prove.facts(), null), Usage.none(), verifying.uploadedAt(), now, 1);
        return accept(ready, new LoraReady(identity.lora(), identity.workspace(), ready.description().name(),
                identity.expected().fileName(), prove.object(), prove.facts()), CatalogueEntries.of(ready));
    }

    /** The file speaks where its owner said nothing. */
    private static LoraDescription completed(LoraDescription said, FileTexts file) {
        return new LoraDescription(said.name(), said.text() == null ? file.description() : said.text(),
                orElse(said.tags(), file.tags()), orElse(said.triggerWords(), file.triggerWords()),
                said.defaultWeight(), said.expert());
    }

    private static List<String> orElse(List<String> said, List<String> found) {
        return said.isEmpty() ? found : said;
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> rejected(Verifying verifying, ObjectKey key,
            Reason reason, Instant now) {
        var identity = verifying.identity();
        return isOf(identity, key)
                ? rejected(identity, verifying.description(), reason, verifying.uploadedAt(), now)
                : refuse(LoraRefusal.OTHER_OBJECT);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> rejected(Identity identity, LoraDescription description,
            Reason reason, Instant uploadedAt, Instant now) {
        return accept(new Rejected(identity, description, reason, uploadedAt, now),
                new LoraRejected(identity.lora(), identity.workspace(), identity.expected(), reason));
    }
}
