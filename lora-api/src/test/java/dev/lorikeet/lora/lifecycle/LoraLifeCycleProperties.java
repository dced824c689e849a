package dev.lorikeet.lora.lifecycle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static dev.lorikeet.lora.lifecycle.LoraSamples.IDENTITY;
import static dev.lorikeet.lora.lifecycle.LoraSamples.KEY;
import static dev.lorikeet.lora.lifecycle.LoraSamples.NOON;
import static dev.lorikeet.lora.lifecycle.LoraSamples.OBJECT;
import static dev.lorikeet.lora.lifecycle.LoraSamples.RAIN;
import static dev.lorikeet.lora.lifecycle.LoraSamples.facts;
import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the life cycle, on random walks through it. */
final class LoraLifeCycleProperties {
    private static final Set<String> TAKEN = new HashSet<>();
    private static final ObjectKey OTHER_KEY = new ObjectKey("loras/20260304/12/demo/b/rain.safetensors");
    private static final LoraCommand DELETE = new LoraCommand.Delete(NOON.plusSeconds(10), NOON.plusSeconds(20));
    private static final Reason REASON = new Reason("INCOMPLETE", "It is cut short.");

    @Provide
    Arbitrary<LoraCommand> commands() {
        return Arbitraries.of(
                new LoraCommand.Start(IDENTITY, RAIN, 100, NOON.plusSeconds(20)),
                new LoraCommand.Complete(), new LoraCommand.CompleteStreamed(50), new LoraCommand.Abandon(),
                new LoraCommand.Fail(REASON),
                new LoraCommand.Expire(), new LoraCommand.Prove(OBJECT, facts()),
                new LoraCommand.Prove(new StoredObject(OTHER_KEY, 100, new ETag("e")), facts()),
                new LoraCommand.Refuse(KEY, REASON), new LoraCommand.Refuse(OTHER_KEY, REASON),
                new LoraCommand.Hash(OBJECT, new Sha256("ab".repeat(32))), new LoraCommand.Miss(KEY),
                new LoraCommand.Miss(OTHER_KEY), new LoraCommand.Remove(KEY), new LoraCommand.Remove(OTHER_KEY),
                new LoraCommand.Describe(named("Snow"), null), new LoraCommand.Describe(named("Hail"), 1L),
                new LoraCommand.Use(new GenerationId("g1"), NOON), new LoraCommand.Use(new GenerationId("g2"), NOON),
                new LoraCommand.Spare(new GenerationId("g1")), new LoraCommand.Spare(new GenerationId("g2")), DELETE,
                new LoraCommand.Restore(), new LoraCommand.Discard());
    }

    private static DescriptionChange named(String name) {
        return new DescriptionChange(name, Optional.empty(), null, null, null, null);
    }

    /** Most of them the way that leads somewhere, and anything in between. */
    @Provide
    Arbitrary<List<LoraCommand>> walks() {
        var start = new LoraCommand.Start(IDENTITY, RAIN, 100, NOON.plusSeconds(20));
        var complete = new LoraCommand.Complete();
        var prove = new LoraCommand.Prove(OBJECT, facts());
        var openings = Arbitraries.<List<LoraCommand>>of(List.of(), List.of(start), List.of(start, complete),
                List.of(start, complete, prove),
                List.of(start, complete, prove, new LoraCommand.Miss(KEY)), List.of(start, complete, prove, DELETE),
                List.of(start, complete, prove, DELETE, new LoraCommand.Discard()),
                List.of(start, complete, new LoraCommand.Refuse(KEY, REASON)));
        return openings.flatMap(opening -> commands().list().ofMaxSize(12).map(rest -> {
            var walk = new ArrayList<LoraCommand>(opening);
            walk.addAll(rest);
            return walk;
        }));
    }

    @Property(tries = 3_000)
    void repeatsNothingAndLeavesNoEndAgain(@ForAll("walks") List<LoraCommand> walk, @ForAll long seed) {
        var chance = new Random(seed);
        Lora state = new Lora.None();
        for (var command : walk) {
            var now = NOON.plusSeconds(chance.nextInt(30));
            var decision = LoraLifeCycle.decide(state, command, now);
            if (decision instanceof Decision.Accepted<Lora, DomainEvent, LoraRefusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(events).allMatch(event -> event.subject().equals("a"));
                assertThat(state).isNotInstanceOfAny(Lora.Abandoned.class, Lora.Deleted.class);
                assertThat(LoraLifeCycle.decide(next, command, now)).isEqualTo(Decision.unchanged(next));
                state = next;
            }
        }
    }

    /** Whoever follows the catalogue alone knows what may be selected. */
    @Property(tries = 1_000)
    void catalogueSaysReadyExactlyWhileItIs(@ForAll("walks") List<LoraCommand> walk, @ForAll long seed) {
        var chance = new Random(seed);
        Lora state = new Lora.None();
        var ready = false;
        for (var command : walk) {
            var decision = LoraLifeCycle.decide(state, command, NOON.plusSeconds(chance.nextInt(30)));
            if (decision instanceof Decision.Accepted<Lora, DomainEvent, LoraRefusal>(var next, var events)) {
                for (var event : events) {
                    ready = switch (event) {
                        case CatalogueEntry entry -> entry.status() == CatalogueStatus.READY;
                        case CatalogueEntryRemoved _ -> false;
                        default -> ready;
                    };
                }
                state = next;
            }
            assertThat(ready).isEqualTo(state instanceof Lora.Ready);
        }
    }

    /** So that a copy which has applied everything comes to the same digest. */
    @Property(tries = 1_000)
    void theFingerprintBesideAStateIsThatOfWhatWasAnnouncedLast(@ForAll("walks") List<LoraCommand> walk,
            @ForAll long seed) {
        var chance = new Random(seed);
        Lora state = new Lora.None();
        Object announced = "";
        for (var command : walk) {
            var decision = LoraLifeCycle.decide(state, command, NOON.plusSeconds(chance.nextInt(30)));
            if (decision instanceof Decision.Accepted<Lora, DomainEvent, LoraRefusal>(var next, var events)) {
                state = next;
                for (var event : events) {
                    announced = fingerprint(event, announced);
                }
            }
            assertThat(ListFields.of(state).getOrDefault(ListFields.FINGERPRINT, "")).isEqualTo(announced);
            assertThat(again(state)).isEqualTo(announced);
        }
    }

    private static Object fingerprint(DomainEvent event, Object before) {
        return switch (event) {
            case CatalogueEntry entry -> Fingerprint.of(entry).value();
            case CatalogueEntryRemoved _ -> "";
            default -> before;
        };
    }

    /** Whatever it is asked for again says the same. */
    private static Object again(Lora state) {
        return CatalogueEntries
                .again(state) instanceof Decision.Accepted<Lora, DomainEvent, LoraRefusal>(var same, var events)
                && same.equals(state) ? fingerprint(events.getFirst(), "none") : "";
    }

    /** So no commit but those that name a LoRA can ever find its name taken. */
    @Property(tries = 1_000)
    void onlyWhoNamesALoraTakesAName(@ForAll("walks") List<LoraCommand> walk, @ForAll long seed) {
        var chance = new Random(seed);
        Lora state = new Lora.None();
        for (var command : walk) {
            var decision = LoraLifeCycle.decide(state, command, NOON.plusSeconds(chance.nextInt(30)));
            if (decision instanceof Decision.Accepted<Lora, DomainEvent, LoraRefusal>(var next, var _)) {
                var held = Loras.nameKey(state);
                if (!(command instanceof LoraCommand.Start || command instanceof LoraCommand.Describe)) {
                    assertThat(Loras.nameKey(next)).satisfiesAnyOf(
                            key -> assertThat(key).isEmpty(), key -> assertThat(key).isEqualTo(held));
                }
                state = next;
            }
        }
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Start", "Uploading+Complete",
                "Uploading+CompleteStreamed", "Uploading+Abandon", "Uploading+Fail", "Uploading+Expire",
                "Verifying+Prove",
                "Verifying+Abandon", "Verifying+Refuse", "Verifying+Miss", "Verifying+Remove", "Ready+Hash",
                "Ready+Miss", "Ready+Remove",
                "Ready+Describe", "Ready+Use", "Ready+Spare", "Ready+Delete", "Missing+Prove", "Missing+Use",
                "Missing+Spare", "Missing+Delete", "Rejected+Delete", "Deleting+Use", "Deleting+Spare", "Deleting+Hash",
                "Deleting+Miss", "Deleting+Remove", "Deleting+Restore", "Deleting+Discard",
                "Discarded+Remove");
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
