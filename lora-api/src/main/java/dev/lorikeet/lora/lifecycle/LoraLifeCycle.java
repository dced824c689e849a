package dev.lorikeet.lora.upload;

import java.time.Instant;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent.LoraReady;
import dev.lorikeet.event.LoraEvent.LoraRejected;
import dev.lorikeet.event.LoraEvent.LoraUploadStarted;
import dev.lorikeet.event.LoraEvent.LoraUploaded;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.lora.upload.Lora.None;
import dev.lorikeet.lora.upload.Lora.Ready;
import dev.lorikeet.lora.upload.Lora.Rejected;
import dev.lorikeet.lora.upload.Lora.Uploading;
import dev.lorikeet.lora.upload.Lora.Verifying;
import dev.lorikeet.lora.upload.LoraCommand.Complete;
import dev.lorikeet.lora.upload.LoraCommand.Prove;
import dev.lorikeet.lora.upload.LoraCommand.Refuse;
import dev.lorikeet.lora.upload.LoraCommand.Start;

import static dev.lorikeet.event.Decision.accept;
import static dev.lorikeet.event.Decision.refuse;
import static dev.lorikeet.event.Decision.unchanged;

/** Every state times every command. A new one of either does not compile until each pair is decided. */
final class LoraLifeCycle {
    private LoraLifeCycle() {}

    private record Step(Lora state, LoraCommand command) {}

    static Decision<Lora, DomainEvent, LoraRefusal> decide(Lora state, LoraCommand command, Instant now) {
        return switch (new Step(state, command)) {
            case Step(None _, Start start) -> started(start);
            case Step(None _, Complete _),Step(None _, Prove _),Step(None _, Refuse _) ->
                refuse(LoraRefusal.NOT_FOUND);

            case Step(Uploading uploading, Complete _) -> completed(uploading, now);
            case Step(Uploading uploading, Start start) -> repeated(uploading, uploading.identity(), start);
            case Step(Uploading _, Prove _),Step(Uploading _, Refuse _) -> refuse(LoraRefusal.NOT_UPLOADED);

            case Step(Verifying verifying, Prove prove) -> proven(verifying, prove, now);
            case Step(Verifying verifying, Refuse refusal) -> rejected(verifying, refusal, now);
            case Step(Verifying verifying, Complete _) -> unchanged(verifying);
            case Step(Verifying verifying, Start start) -> repeated(verifying, verifying.identity(), start);

            case Step(Ready ready, Prove(var object, var _)) ->
                object.equals(ready.object()) ? unchanged(ready) : refuse(LoraRefusal.OTHER_OBJECT);
            case Step(Ready ready, Complete _) -> unchanged(ready);
            case Step(Ready _, Refuse _) -> refuse(LoraRefusal.ALREADY_DECIDED);
            case Step(Ready ready, Start start) -> repeated(ready, ready.identity(), start);

            case Step(Rejected rejected, Refuse(var key, var _)) ->
                isOf(rejected.identity(), key) ? unchanged(rejected) : refuse(LoraRefusal.OTHER_OBJECT);
            case Step(Rejected rejected, Complete _) -> unchanged(rejected);
            case Step(Rejected _, Prove _) -> refuse(LoraRefusal.ALREADY_DECIDED);
            case Step(Rejected rejected, Start start) -> repeated(rejected, rejected.identity(), start);
        };
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> started(Start start) {
        var identity = start.identity();
        return accept(new Uploading(identity, start.expiresAt()), new LoraUploadStarted(identity.lora(),
                identity.workspace(), identity.expected(), start.expiresAt()));
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> repeated(Lora state, Lora.Identity known, Start start) {
        return known.equals(start.identity()) ? unchanged(state) : refuse(LoraRefusal.EXISTS_ALREADY);
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> completed(Uploading uploading, Instant now) {
        if (!now.isBefore(uploading.expiresAt())) {
            return refuse(LoraRefusal.TICKET_EXPIRED);
        }
        var identity = uploading.identity();
        return accept(new Verifying(identity, now),
                new LoraUploaded(identity.lora(), identity.workspace(), identity.expected()));
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> proven(Verifying verifying, Prove prove, Instant now) {
        var identity = verifying.identity();
        if (!isOf(identity, prove.object().key())) {
            return refuse(LoraRefusal.OTHER_OBJECT);
        }
        var ready = new Ready(identity, prove.object(), prove.facts(), verifying.uploadedAt(), now);
        return accept(ready, new LoraReady(identity.lora(), identity.workspace(), identity.name(),
                identity.expected().fileName(), ready.object(), ready.facts()), entry(ready));
    }

    private static CatalogueEntry entry(Ready ready) {
        var identity = ready.identity();
        var words = ready.facts().texts();
        var description = new LoraDescription(identity.name(), words.description(), words.tags(), words.triggerWords(),
                1.0, null);
        return new CatalogueEntry(identity.lora(), identity.workspace(), CatalogueStatus.READY,
                identity.expected().fileName(), ready.object(), null, ready.facts(), description, ready.uploadedAt(),
                ready.updatedAt());
    }

    private static Decision<Lora, DomainEvent, LoraRefusal> rejected(Verifying verifying, Refuse refusal, Instant now) {
        var identity = verifying.identity();
        return isOf(identity, refusal.key())
                ? accept(new Rejected(identity, refusal.reason(), now), new LoraRejected(identity.lora(),
                        identity.workspace(), identity.expected(), refusal.reason()))
                : refuse(LoraRefusal.OTHER_OBJECT);
    }

    private static boolean isOf(Lora.Identity identity, ObjectKey key) {
        return identity.expected().key().equals(key);
    }
}
