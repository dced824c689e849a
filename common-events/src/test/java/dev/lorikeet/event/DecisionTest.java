package dev.lorikeet.event;

import java.util.List;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.Decision.Accepted;
import dev.lorikeet.event.Decision.Refused;
import dev.lorikeet.event.Decision.Unchanged;
import dev.lorikeet.event.StorageEvent.ObjectRemoved;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class DecisionTest {
    private static final ObjectRemoved REMOVED = new ObjectRemoved(new LoraId("lora-1"), new ObjectKey("a"));
    private static final CatalogueEntryRemoved FORGOTTEN = new CatalogueEntryRemoved(new LoraId("lora-1"));

    private enum State {
        FULL,
        EMPTY
    }

    private static Decision<State, DomainEvent, String> empty(State state, boolean allowed) {
        if (!allowed) {
            return Decision.refuse("Somebody still needs it.");
        }
        return state == State.FULL ? Decision.accept(State.EMPTY, REMOVED, FORGOTTEN) : Decision.unchanged(state);
    }

    @Test
    void acceptingGivesTheNextStateAndItsAnnouncements() {
        assertThat(empty(State.FULL, true)).isEqualTo(new Accepted<>(State.EMPTY, List.of(REMOVED, FORGOTTEN)));
    }

    @Test
    void aRepeatChangesNothing() {
        assertThat(empty(State.EMPTY, true)).isEqualTo(new Unchanged<>(State.EMPTY));
    }

    @Test
    void aRefusalIsAValueWithItsReason() {
        assertThat(empty(State.FULL, false)).isEqualTo(new Refused<>("Somebody still needs it."));
    }
}
