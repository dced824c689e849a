package dev.lorikeet.storage.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StorageEvent.ObjectMissing;
import dev.lorikeet.event.StorageEvent.ObjectVerified;
import dev.lorikeet.event.StoredObject;
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
    private static final Verdict PROVEN = new Verdict.Proven(
            new StoredObject(EXPECTED.key(), 10, new ETag("abc")), SomeFacts.ofALora());
    private static final Set<String> TAKEN = new HashSet<>();

    @Provide
    Arbitrary<List<Command>> walks() {
        return Arbitraries.<Command>of(new Command.Begin(new LoraId("a"), EXPECTED),
                new Command.Decide(new Verdict.Refused(new Reason("INCOMPLETE", "It is cut short."))),
                new Command.Decide(new Verdict.Missing()), new Command.Decide(PROVEN), new Command.Withdraw(),
                new Command.Forsake(), new Command.Lose(), new Command.Expect(new LoraId("a"), EXPECTED, NOON),
                new Command.Disown(EXPECTED.key(), NOON), new Command.Disown(EXPECTED.key(), NOON.plusSeconds(1)),
                new Command.Disown(new ObjectKey("loras/b"), NOON))
                .list()
                .ofMaxSize(12);
    }

    /** In particular, nothing is announced of an object that was withdrawn before it was judged. */
    @Property(tries = 10_000)
    void repeatsNothingAndLeavesNoEndAgain(@ForAll("walks") List<Command> walk) {
        Verification state = new Verification.None();
        var announced = new ArrayList<StorageEvent>();
        for (var command : walk) {
            if (VerificationLifeCycle.decide(state, command,
                    NOON) instanceof Decision.Accepted<Verification, StorageEvent, Refusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(state).isNotInstanceOf(Verification.Withdrawn.class);
                // Who is asked twice whether it has a claim may have had time to think meanwhile.
                if (!(command instanceof Command.Disown)) {
                    assertThat(VerificationLifeCycle.decide(next, command, NOON)).isEqualTo(Decision.unchanged(next));
                }
                announced.addAll(events);
                state = next;
            }
        }
        for (int index = 1; index < announced.size(); index++) {
            // An object that came back and vanished again is missed again.
            assertThat(announced.get(index).equals(announced.get(index - 1))
                    && !(announced.get(index) instanceof ObjectMissing)).isFalse();
        }
        if (state instanceof Verification.Proven) {
            assertThat(announced.getLast()).isInstanceOf(ObjectVerified.class);
        }
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Begin", "None+Withdraw", "None+Forsake", "None+Expect",
                "None+Disown", "Doubted+Expect", "Doubted+Begin", "Doubted+Withdraw", "Doubted+Forsake",
                "Doubted+Disown", "Lost+Withdraw", "Lost+Disown", "Expected+Begin", "Expected+Withdraw",
                "Expected+Forsake", "Expected+Disown",
                "Waiting+Decide", "Waiting+Withdraw", "Proven+Withdraw", "Proven+Lose", "Refuted+Withdraw",
                "Unsaved+Begin", "Unsaved+Withdraw");
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
