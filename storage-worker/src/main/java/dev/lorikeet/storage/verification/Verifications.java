package dev.lorikeet.storage.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.Keys;
import dev.lorikeet.storage.verification.Verification.Expected;
import dev.lorikeet.storage.verification.Verification.Proven;
import dev.lorikeet.storage.verification.Verification.Waiting;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Command;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The story of a proof: an upload is noted, one instance looks at the object within a lease, and the
 * verdict is committed together with its announcement.
 */
@Component
public class Verifications {
    private static final AggregateType<Verification> TYPE = AggregateType
            .of("verifications", Verification.class, (Verification) new Verification.None())
            .uniqueBy(Verifications::byHour)
            .dueAt(Verifications::dueAt);

    private final AggregateStore<Verification, Refusal> verifications;
    private final Examination examination;
    private final InstantSource clock;

    public Verifications(Delivery delivery, Examination examination, InstantSource clock) {
        this.verifications = delivery.aggregate(TYPE);
        this.examination = examination;
        this.clock = clock;
        delivery.work(TYPE, this::examine);
    }

    private static Optional<Instant> dueAt(Verification verification) {
        return verification instanceof Waiting waiting ? Optional.of(waiting.since()) : Optional.empty();
    }

    /** Proven objects in the order of their tickets, for whoever compares them with the bucket. */
    private static Optional<String> byHour(Verification verification) {
        return verification instanceof Proven(var lora, var object)
                ? Keys.owner(object.key().value()).map(owner -> owner.hour() + "/" + lora.value())
                : Optional.empty();
    }

    /** A ticket is out: until it ends, the object may come. */
    public Mono<?> expect(LoraId lora, ExpectedObject object, Instant until) {
        return send(lora, new Command.Expect(lora, object, until));
    }

    public Mono<?> begin(LoraId lora, ExpectedObject expected) {
        return send(lora, new Command.Begin(lora, expected));
    }

    /** Ends whatever goes on: the object is going to be removed. */
    public Mono<?> withdraw(LoraId lora) {
        return send(lora, new Command.Withdraw());
    }

    /** Whether the upload was never recorded, so that its object may be removed. */
    public Mono<Boolean> forsake(LoraId lora) {
        return send(lora, new Command.Forsake()).map(Outcome.Done.class::isInstance);
    }

    /** Whether nobody has a claim to an object that is in the bucket. If so, nobody will get one any more. */
    public Mono<Boolean> disown(LoraId lora, ObjectKey key, Instant closed) {
        return send(lora, new Command.Disown(key, closed)).map(outcome -> switch (outcome) {
            case Outcome.Done<Verification, Refusal>(var state, var _, var changed) -> isFree(state, changed);
            case Outcome.Refused<Verification, Refusal> _ -> false;
        });
    }

    /** A state that came of the question itself is an answer of a kind: wait, or the object is wanted after all. */
    private static boolean isFree(Verification state, boolean changed) {
        return !changed || state instanceof Verification.Unsaved;
    }

    /** The same, without any consequence. */
    public Mono<Boolean> isUnclaimed(LoraId lora, ObjectKey key, Instant closed) {
        return stateOf(lora)
                .map(state -> switch (VerificationLifeCycle.decide(state, new Command.Disown(key, closed),
                        clock.instant())) {
                    case Decision.Accepted(var next, var _) -> isFree(next, true);
                    case Decision.Unchanged(var same) -> isFree(same, false);
                    case Decision.Refused(var _) -> false;
                });
    }

    /** Whether somebody may still send parts of this upload, or complete it. */
    public Mono<Boolean> awaits(LoraId lora, String uploadId, Instant expiredBefore) {
        return stateOf(lora).map(state -> state instanceof Expected(var _, var object, var until)
                && uploadId.equals(object.uploadId()) && !until.isBefore(expiredBefore));
    }

    /** Whether the LoRA has an object that was proven, or is being looked at. */
    public Mono<Boolean> hasProven(LoraId lora) {
        return stateOf(lora).map(state -> state instanceof Proven || state instanceof Waiting
                || state instanceof Verification.Lost);
    }

    private Mono<Verification> stateOf(LoraId lora) {
        return verifications.find(lora.value()).map(Versioned::state).defaultIfEmpty(new Verification.None());
    }

    /** Proven objects of LoRAs whose tickets are of a day ({@code yyyyMMdd}). */
    public Flux<StoredObject> provenOn(String day, int limit) {
        return verifications.uniqueKeys(day + "/", limit)
                .concatMap(key -> verifications.find(key.substring(key.lastIndexOf('/') + 1)))
                .mapNotNull(found -> found.state() instanceof Proven(var _, var object) ? object : null);
    }

    /** The day of the oldest proven object. */
    public Mono<String> firstDay() {
        return verifications.uniqueKeys("", 1).next().map(key -> key.substring(0, key.indexOf('/')));
    }

    /** A proven object has vanished from the bucket. */
    public Mono<?> lose(LoraId lora) {
        return send(lora, new Command.Lose());
    }

    private Mono<?> examine(WorkItem<Verification> item) {
        return item.state() instanceof Waiting(var lora, var expected, var _)
                ? examination.of(expected).flatMap(verdict -> send(lora, new Command.Decide(verdict)))
                : Mono.empty();
    }

    private Mono<Outcome<Verification, Refusal>> send(LoraId lora, Command command) {
        return verifications.change(lora.value(),
                state -> VerificationLifeCycle.decide(state, command, clock.instant()));
    }
}
