package dev.lorikeet.lora.upload;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.WorkspaceId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the life cycle, on random walks through it. */
final class LoraLifeCycleProperties {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Set<String> TAKEN = new HashSet<>();
    private static final ObjectKey KEY = new ObjectKey("loras/20260304/12/demo/a/rain.safetensors");
    private static final ObjectKey OTHER_KEY = new ObjectKey("loras/20260304/12/demo/b/rain.safetensors");
    private static final Lora.Identity IDENTITY = new Lora.Identity(new LoraId("a"), new WorkspaceId("demo"), "Rain",
            new ExpectedObject(KEY, "rain.safetensors", 100, null, null));

    @Provide
    Arbitrary<LoraCommand> commands() {
        return Arbitraries.of(
                new LoraCommand.Start(IDENTITY, NOON.plusSeconds(60)),
                new LoraCommand.Start(new Lora.Identity(IDENTITY.lora(), IDENTITY.workspace(), "Other",
                        IDENTITY.expected()), NOON.plusSeconds(60)),
                new LoraCommand.Complete(),
                new LoraCommand.Prove(new StoredObject(KEY, 100, new ETag("e")), facts()),
                new LoraCommand.Prove(new StoredObject(OTHER_KEY, 100, new ETag("e")), facts()),
                new LoraCommand.Refuse(KEY, new Reason("INCOMPLETE", "It is cut short.")),
                new LoraCommand.Refuse(OTHER_KEY, new Reason("INCOMPLETE", "It is cut short.")));
    }

    @Property(tries = 500)
    void repeatsNothingAndLeavesNoEndAgain(@ForAll("walks") List<LoraCommand> walk, @ForAll long seed) {
        var chance = new Random(seed);
        Lora state = new Lora.None();
        for (var command : walk) {
            var now = NOON.plusSeconds(chance.nextInt(90));
            var decision = LoraLifeCycle.decide(state, command, now);
            if (decision instanceof Decision.Accepted<Lora, DomainEvent, LoraRefusal>(var next, var events)) {
                TAKEN.add(name(state) + "+" + name(command));
                assertThat(events).isNotEmpty().allMatch(event -> event.subject().equals("a"));
                assertThat(state).isNotInstanceOfAny(Lora.Ready.class, Lora.Rejected.class);
                assertThat(LoraLifeCycle.decide(next, command, now)).isEqualTo(Decision.unchanged(next));
                state = next;
            }
        }
    }

    @Provide
    Arbitrary<List<LoraCommand>> walks() {
        return commands().list().ofMaxSize(12);
    }

    /** A walk that never gets anywhere would prove nothing. */
    @AfterContainer
    static void everyAcceptedPairWasTaken() {
        assertThat(TAKEN).containsExactlyInAnyOrder("None+Start", "Uploading+Complete", "Verifying+Prove",
                "Verifying+Refuse");
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }

    private static LoraFacts facts() {
        return new LoraFacts(LoraFacts.FileFormat.SAFETENSORS,
                new Adapter(AdapterKind.UNKNOWN, null, null, "BF16", 1, 1),
                new TargetModel("unknown", null, null, TargetModel.VideoTask.UNKNOWN, LoraFacts.Confidence.UNKNOWN,
                        List.of()),
                new LoraFacts.ExpertFinding(NoiseExpert.UNKNOWN, LoraFacts.Confidence.UNKNOWN, List.of()),
                FileTexts.none(), null, List.of());
    }
}
