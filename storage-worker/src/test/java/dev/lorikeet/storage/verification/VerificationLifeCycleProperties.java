package dev.lorikeet.storage.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Command;
import dev.lorikeet.storage.verification.VerificationLifeCycle.Refusal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the life cycle, on random walks through it. */
final class VerificationLifeCycleProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final ExpectedObject EXPECTED = new ExpectedObject(new ObjectKey("loras/a"), "a.safetensors", 10,
            null, null);
    private static final Set<String> TAKEN = new HashSet<>();

    @Provide
    Arbitrary<List<Command>> walks() {
        return Arbitraries.<Command>of(new Command.Begin(new LoraId("a"), EXPECTED),
                new Command.Decide(new Verdict.Refused(new Reason("INCOMPLETE", "It is cut short."))),
                new Command.Decide(new Verdict.Missing()), new Command.Withdraw(), new Command.Forsake())
                .list()
                .ofMaxSize(12);
    }

    /** In particular, nothing is announced of an object that was withdrawn before it was judged. */
    @Property(tries = 500)
    void repeatsNothingAndLeavesNoEndAgain(@ForAll("walks") List<Command> walk) {
        Verification state = new Verification.None();
        var announced = new ArrayList<StorageEvent>();
        for (var command : walk) {
            if (VerificationLifeCycle.decide(state, command,
                    NOON) instanceof Decision.Accepted<Verification, StorageEvent, Refusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(state).isNotInstanceOfAny(Verification.Decided.class, Verification.Withdrawn.class);
                assertThat(VerificationLifeCycle.decide(next, command, NOON)).isEqualTo(Decision.unchanged(next));
                announced.addAll(events);
                state = next;
            }
        }
        assertThat(announced).hasSize(state instanceof Verification.Decided ? 1 : 0);
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Begin", "None+Withdraw", "None+Forsake", "Waiting+Decide",
                "Waiting+Withdraw", "Unsaved+Begin", "Unsaved+Withdraw");
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
