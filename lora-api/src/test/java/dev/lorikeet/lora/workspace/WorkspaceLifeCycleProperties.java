package dev.lorikeet.lora.workspace;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.lora.workspace.Workspace.Contents;
import dev.lorikeet.lora.workspace.Workspace.Open;
import dev.lorikeet.lora.workspace.WorkspaceCommand.Room;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the account, on random walks through it. */
final class WorkspaceLifeCycleProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Room ROOM = new Room(100, 4, 3);
    private static final Set<String> TAKEN = new HashSet<>();

    @Provide
    Arbitrary<List<WorkspaceCommand>> walks() {
        return command().list().ofMinSize(5).ofMaxSize(40);
    }

    /** Of a handful of LoRAs, each with a size and a ticket of its own. */
    private static Arbitrary<WorkspaceCommand> command() {
        var usual = Combinators.combine(Arbitraries.integers().between(1, 5), Arbitraries.integers().between(0, 19))
                .as(WorkspaceLifeCycleProperties::command);
        return Arbitraries.frequencyOf(Tuple.of(30, usual),
                Tuple.of(1, Arbitraries.of(new WorkspaceCommand.Close(),
                        new WorkspaceCommand.Empty())));
    }

    private static WorkspaceCommand command(int number, int kind) {
        var lora = new LoraId("l" + number);
        long size = number * 10L;
        return switch (kind) {
            case 0, 1, 2, 3, 4, 5, 6 -> new WorkspaceCommand.Reserve(lora, size, NOON, ROOM);
            case 7, 8, 9, 10 -> new WorkspaceCommand.Settle(lora, size, NOON);
            case 11, 12 -> new WorkspaceCommand.Cancel(lora, NOON);
            case 13, 14, 15 -> new WorkspaceCommand.Release(lora, size, NOON, NOON.plusSeconds(30));
            case 16, 17 -> new WorkspaceCommand.Keep(lora, NOON.plusSeconds(kind));
            default -> new WorkspaceCommand.Forget(lora);
        };
    }

    @Property(tries = 2_000)
    void neverHoldsMoreThanThereIsRoomForAndRepeatsNothing(@ForAll("walks") List<WorkspaceCommand> walk,
            @ForAll long seed) {
        var chance = new Random(seed);
        Workspace state = new Open(Contents.NONE);
        for (var command : walk) {
            var now = NOON.plusSeconds(chance.nextInt(29));
            var decision = WorkspaceLifeCycle.decide(state, command, now);
            if (decision instanceof Decision.Accepted<Workspace, DomainEvent, WorkspaceRefusal>(var next, var events)) {
                TAKEN.add(state.getClass().getSimpleName() + "+" + command.getClass().getSimpleName());
                assertThat(events).isEmpty();
                assertThat(WorkspaceLifeCycle.decide(next, command, now)).isEqualTo(repeated(next, command));
                state = next;
            }
            var contents = state.contents();
            assertThat(contents.usedBytes() + contents.reservedBytes()).isBetween(0L, ROOM.bytes());
            assertThat(contents.loraCount() + contents.reserved().size()).isBetween(0L, ROOM.loras());
            assertThat(contents.reserved()).hasSizeLessThanOrEqualTo(ROOM.openUploads());
        }
    }

    /** Who reserves for the same LoRA in the same moment is another request, and its failure must not free our room. */
    private static Decision<Workspace, DomainEvent, WorkspaceRefusal> repeated(Workspace next,
            WorkspaceCommand command) {
        return command instanceof WorkspaceCommand.Reserve
                ? Decision.refuse(WorkspaceRefusal.IN_PROGRESS)
                : Decision.unchanged(next);
    }

    /** Its LoRA may be there since we looked for it, and would be in nobody's account. */
    @Example
    void givesNobodyTheRoomOfAnotherRequestHoweverOldItIs() {
        var lora = new LoraId("l1");
        var reserved = accepted(new Open(Contents.NONE), new WorkspaceCommand.Reserve(lora, 10, NOON, ROOM), NOON);
        var later = NOON.plus(WorkspaceLifeCycle.OUT_BY.multipliedBy(2));
        assertThat(WorkspaceLifeCycle.decide(reserved, new WorkspaceCommand.Reserve(lora, 10, later, ROOM), later))
                .isEqualTo(Decision.refuse(WorkspaceRefusal.IN_PROGRESS));
        var settled = accepted(reserved, new WorkspaceCommand.Settle(lora, 10, NOON), later);
        assertThat(settled.contents().usedBytes()).isEqualTo(10);
    }

    private static Workspace accepted(Workspace workspace, WorkspaceCommand command, Instant now) {
        return ((Decision.Accepted<Workspace, DomainEvent, WorkspaceRefusal>) WorkspaceLifeCycle.decide(workspace,
                command, now)).next();
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("Open+Reserve", "Open+Settle", "Open+Cancel", "Open+Release",
                "Open+Keep", "Open+Forget", "Open+Close", "Closing+Cancel", "Closing+Empty");
    }
}
