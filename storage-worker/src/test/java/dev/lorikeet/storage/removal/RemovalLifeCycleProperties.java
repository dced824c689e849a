package dev.lorikeet.storage.removal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent;
import dev.lorikeet.storage.removal.RemovalLifeCycle.Command;
import dev.lorikeet.storage.removal.RemovalLifeCycle.Refusal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the life cycle, on random walks through it. */
final class RemovalLifeCycleProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final LoraId LORA = new LoraId("a");
    private static final ObjectKey KEY = new ObjectKey("loras/a");
    private static final ObjectKey OTHER_KEY = new ObjectKey("loras/b");
    private static final Set<String> TAKEN = new HashSet<>();

    @Provide
    Arbitrary<List<Command>> walks() {
        return Arbitraries.<Command>of(new Command.Ask(LORA, KEY, null), new Command.Ask(LORA, KEY, "upload-1"),
                new Command.Ask(LORA, OTHER_KEY, null), new Command.Finish(NOON.plusSeconds(60)), new Command.Close())
                .list()
                .ofMaxSize(12);
    }

    // Feature: lora-management, Property 6: a confirmed deletion removes the object, once
    @Property(tries = 500)
    void repeatsNothingAndLeavesNoEndAgain(@ForAll("walks") List<Command> walk) {
        Removal state = new Removal.None();
        var announced = new ArrayList<StorageEvent>();
        for (int step = 0; step < walk.size(); step++) {
            var command = walk.get(step);
            var now = NOON.plusSeconds(step);
            if (RemovalLifeCycle.decide(state, command,
                    now) instanceof Decision.Accepted<Removal, StorageEvent, Refusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(state).isNotInstanceOf(Removal.Gone.class);
                assertThat(RemovalLifeCycle.decide(next, command, now)).isEqualTo(Decision.unchanged(next));
                announced.addAll(events);
                state = next;
            }
        }
        assertThat(announced).hasSize(state instanceof Removal.Removed || state instanceof Removal.Gone ? 1 : 0);
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Ask", "Due+Finish", "Removed+Close");
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
