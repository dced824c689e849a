package dev.lorikeet.storage.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import dev.lorikeet.delivery.AggregateStore;
import dev.lorikeet.delivery.AggregateType;
import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.WorkItem;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.storage.verification.Verification.Waiting;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Command;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of a proof: an upload is noted, one instance looks at the object within a lease, and the
 * verdict is committed together with its announcement.
 */
@Component
public class Verifications {
    private static final AggregateType<Verification> TYPE = AggregateType
            .of("verifications", Verification.class, (Verification) new Verification.None())
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
