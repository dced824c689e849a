package dev.lorikeet.storage.hashing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.storage.hashing.HashingLifeCycle.Command;
import dev.lorikeet.storage.hashing.HashingLifeCycle.Refusal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the life cycle, on random walks through it. */
final class HashingLifeCycleProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final StoredObject OBJECT = new StoredObject(new ObjectKey("loras/a"), 10, new ETag("abc"));
    private static final Command BEGIN = new Command.Begin(new LoraId("a"), new WorkspaceId("demo"), OBJECT,
            FileFormat.CKPT);
    private static final Set<String> TAKEN = new HashSet<>();

    /** Mostly forwards, because an end is an end. */
    @Provide
    Arbitrary<List<Command>> walks() {
        return Arbitraries.<Command>of(BEGIN, BEGIN, new Command.Keep(digests("ab")), new Command.Keep(digests("cd")),
                new Command.Announce(List.of()), new Command.Announce(List.of(new LoraId("b"))), new Command.End())
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 1_000)
    void repeatsNothingAndLeavesNoEndAgain(@ForAll("walks") List<Command> walk) {
        Hashing state = new Hashing.None();
        var announced = new ArrayList<StorageEvent>();
        for (int step = 0; step < walk.size(); step++) {
            var command = walk.get(step);
            var now = NOON.plusSeconds(step);
            if (HashingLifeCycle.decide(state, command,
                    now) instanceof Decision.Accepted<Hashing, StorageEvent, Refusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(state).isNotInstanceOf(Hashing.Ended.class);
                assertThat(HashingLifeCycle.decide(next, command, now)).isEqualTo(Decision.unchanged(next));
                announced.addAll(events);
                state = next;
            }
        }
        assertThat(announced).hasSizeLessThanOrEqualTo(1);
        if (state instanceof Hashing.Announced hashed) {
            assertThat(announced).singleElement()
                    .isInstanceOfSatisfying(StorageEvent.ObjectHashed.class,
                            event -> assertThat(event.sha256()).isEqualTo(hashed.digests().sha256()));
        }
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Begin", "None+End", "Waiting+Keep", "Waiting+End",
                "Digested+Announce", "Digested+End", "Announced+End");
    }

    private static Digests digests(String hex) {
        return new Digests(new Sha256(hex.repeat(32)), null);
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
