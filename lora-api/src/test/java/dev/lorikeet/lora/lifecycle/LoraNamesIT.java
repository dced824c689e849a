package dev.lorikeet.lora.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.WorkspaceId;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static dev.lorikeet.lora.lifecycle.LoraSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Two LoRAs of a workspace never look the same in its list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoraNamesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AtomicInteger made = new AtomicInteger();
    private LibraryOnMongo library;
    private Loras loras;
    private WorkspaceId workspace = new WorkspaceId("w0");

    @BeforeAll
    void start() {
        library = LibraryOnMongo.start();
        loras = library.loras();
    }

    @AfterAll
    void stop() {
        library.close();
    }

    @BeforeEach
    void enterAnEmptyWorkspace() {
        workspace = new WorkspaceId("w" + made.incrementAndGet());
    }

    @Test
    void theSecondOfANameGetsANumber() {
        assertThat(Stream.generate(() -> nameOf(upload("Rain"))).limit(4))
                .containsExactly("Rain", "Rain (2)", "Rain (3)", "Rain (4)");
    }

    @Test
    void namesThatDifferOnlyByCaseOrByHowTheyAreTypedAreTheSame() {
        assertThat(Stream.of("Élan", "éLAN", "E\u0301lan", "Ｅ\u0301lan").map(name -> nameOf(upload(name))))
                .containsExactly("Élan", "éLAN (2)", "E\u0301lan (3)", "Ｅ\u0301lan (4)");
    }

    @Test
    void anotherWorkspaceHasItsOwnNames() {
        var _ = upload("Rain");
        workspace = new WorkspaceId(workspace.value() + "-other");
        assertThat(nameOf(upload("Rain"))).isEqualTo("Rain");
    }

    @Test
    void twentyAtOnceAllGetAName() {
        var names = Flux.range(0, 20)
                .flatMap(_ -> started("Rain").subscribeOn(Schedulers.boundedElastic()), 20)
                .map(this::nameOf)
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
        assertThat(names).containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("Rain"),
                IntStream.rangeClosed(2, 20).mapToObj(number -> "Rain (" + number + ")")).toList());
    }

    @Test
    void theLongestNamesMakeRoomForTheirNumber() {
        var longest = "🌧".repeat(200);
        assertThat(Stream.generate(() -> nameOf(upload(longest))).limit(12))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.codePointCount(0, name.length()) <= 200)
                .contains(longest, "🌧".repeat(193) + " (12)");
    }

    @Test
    void whereNumbersHaveRunOutTheIdTellsThemApart() {
        library.insert(IntStream.rangeClosed(1, 1_001)
                .mapToObj(number -> uploading(number == 1 ? "Rain" : "Rain (" + number + ")"))
                .toList());
        var lora = upload("Rain");
        assertThat(nameOf(lora)).isEqualTo("Rain (" + lora.value() + ")");
    }

    @Test
    void aFreedNumberIsGivenAgain() {
        var loras = Stream.generate(() -> upload("Rain")).limit(3).toList();
        send(loras.get(1), new LoraCommand.Abandon());
        assertThat(nameOf(upload("Rain"))).isEqualTo("Rain (2)");
    }

    @Test
    void renamingToOnesOwnNameIsNoConflict() {
        var rain = ready("Rain");
        var second = ready("Rain");
        assertThat(renamed(rain, "Rain")).isEqualTo("Rain");
        assertThat(renamed(rain, "RAIN")).isEqualTo("RAIN");
        assertThat(renamed(second, "Rain (2)")).isEqualTo("Rain (2)");
        assertThat(renamed(second, "Rain")).as("the number it has already").isEqualTo("Rain (2)");
        assertThat(renamed(second, "Snow")).isEqualTo("Snow");
        assertThat(renamed(rain, "snow")).isEqualTo("snow (2)");
        assertThat(nameOf(upload("Rain"))).isEqualTo("Rain");
    }

    @Test
    void whatWasGivenUpRefusedOrDiscardedFreesItsName() {
        send(upload("Given up"), new LoraCommand.Abandon());
        var refused = upload("Refused");
        send(refused, new LoraCommand.Complete());
        send(refused, new LoraCommand.Refuse(keyOf(refused), new Reason("INCOMPLETE", "It is cut short.")));
        var discarded = ready("Discarded");
        send(discarded, new LoraCommand.Delete(NOON, NOON));
        assertThat(nameOf(upload("Discarded"))).as("while it waits").isEqualTo("Discarded (2)");
        send(discarded, new LoraCommand.Discard());
        assertThat(Stream.of("Given up", "Refused", "Discarded").map(name -> nameOf(upload(name))))
                .containsExactly("Given up", "Refused", "Discarded");
    }

    @Test
    void aDeletedLoraComesBackUnderItsName() {
        var rain = ready("Rain");
        send(rain, new LoraCommand.Delete(NOON.plusSeconds(30), NOON.plusSeconds(30)));
        assertThat(nameOf(upload("Rain"))).isEqualTo("Rain (2)");
        send(rain, new LoraCommand.Restore());
        assertThat(nameOf(rain)).isEqualTo("Rain");
    }

    @Test
    void whatTestsPutIntoTheLibraryLooksLikeWhatACommitLeaves() {
        var lora = upload("Rain");
        var committed = Mono.from(library.documents().find(new Document("_id", lora.value())))
                .blockOptional(LIMIT)
                .orElseThrow();
        committed.remove("outboxKey");
        committed.put("outbox", List.of());
        var put = uploading("Put");
        var document = LibraryOnMongo.document((Lora.Known) state(lora));
        library.insert(List.of(put));
        assertThat(document.toBsonDocument()).isEqualTo(committed.toBsonDocument());
        assertThat(state(put.identity().lora())).isEqualTo(put);
    }

    private LoraId upload(String name) {
        return started(name).blockOptional(LIMIT).orElseThrow();
    }

    private Mono<LoraId> started(String name) {
        var first = uploading(name);
        var lora = first.identity().lora();
        return loras.sendNamed(lora, workspace, name, free -> new LoraCommand.Start(first.identity(), called(free),
                100, NOON.plusSeconds(30))).thenReturn(lora);
    }

    private Lora.Uploading uploading(String name) {
        var id = "lora-" + made.incrementAndGet();
        var expected = new ExpectedObject(new ObjectKey("loras/20260304/12/demo/" + id + "/rain.safetensors"),
                "rain.safetensors", 100, null, null);
        return new Lora.Uploading(new Lora.Identity(new LoraId(id), workspace, "kim", NOON, expected, null),
                called(name), 100, NOON.plusSeconds(30));
    }

    private static LoraDescription called(String name) {
        return new LoraDescription(name, null, List.of(), List.of(), 1, null);
    }

    private LoraId ready(String name) {
        var lora = upload(name);
        send(lora, new LoraCommand.Complete());
        send(lora, new LoraCommand.Prove(new StoredObject(keyOf(lora), 100, LoraSamples.OBJECT.etag()),
                LoraSamples.facts()));
        return lora;
    }

    private String renamed(LoraId lora, String name) {
        var change = new DescriptionChange(null, Optional.empty(), null, null, null, null);
        var outcome = loras.sendNamed(lora, workspace, name,
                free -> new LoraCommand.Describe(change.named(free), null)).blockOptional(LIMIT).orElseThrow();
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return nameOf(lora);
    }

    private void send(LoraId lora, LoraCommand command) {
        assertThat(loras.send(lora, command).blockOptional(LIMIT).orElseThrow()).isInstanceOf(Outcome.Done.class);
    }

    private ObjectKey keyOf(LoraId lora) {
        return ((Lora.Known) state(lora)).identity().expected().key();
    }

    private Lora state(LoraId lora) {
        return loras.find(lora).blockOptional(LIMIT).orElseThrow().state();
    }

    private String nameOf(LoraId lora) {
        return switch (state(lora)) {
            case Lora.Uploading uploading -> uploading.description().name();
            case Lora.Kept kept -> kept.description().name();
            default -> throw new AssertionError("has no name");
        };
    }
}
