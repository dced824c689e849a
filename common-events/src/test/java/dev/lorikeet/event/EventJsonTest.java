package dev.lorikeet.event;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.LoraEvent.LoraDeleted;
import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.LoraFacts.ExpertFinding;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.TargetModel.VideoTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class EventJsonTest {
    private static final String ENTRY = Contract
            .example(EventCatalogue.ofType("dev.lorikeet.catalogue.entry.v1").orElseThrow(), "full");

    private final EventJson json = new EventJson();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "a number as text     | 306807976 | \"306807976\"",
            "a fraction for a count | 306807976 | 306807976.5",
            "text as a number     | \"Ada Example\" | 7",
            "a word as a number   | \"status\": \"ready\" | \"status\": 0",
            "a time as a number   | \"2026-01-31T12:05:00Z\" | 1769861100",
            "a time without offset | 12:05:00Z | 12:05:00",
            "a year beyond 9999   | \"2026-01-31T12:05:00Z\" | \"+12026-01-31T12:05:00Z\"",
            "a null in a list     | [\"landscape\"] | [null]",
            "a text for a list    | [\"landscape\"] | \"landscape\"",
            "a null for a list    | [\"landscape\"] | null",
            "a list for a text    | \"Ada Example\" | [\"Ada Example\"]",
            "an object for an id  | \"workspace\": \"demo\" | \"workspace\": {\"value\": \"demo\"}",
            "an id with a slash   | \"workspace\": \"demo\" | \"workspace\": \"de/mo\"",
            "a field left out     | \"workspace\": \"demo\", |",
            "a number left out    | \"defaultWeight\": 0.8, |",
            "an inner field left out | \"parameters\" | \"parametres\"",
            "a weight out of bounds | 0.8 | 2.5",
            "a weight that is none | 0.8 | NaN",
            "an upper-case digest | 9f86d081 | 9F86D081",
            "a climbing key       | loras/20260131 | loras/../20260131",
            "ranks out of order   | \"lowest\": 32 | \"lowest\": 33",
            "half a surrogate     | Ada Example | Ada \\ud83d Example",
            "a bell               | Ada Example | Ada \\u0007 Example",
            "no text              | \"Ada Example\" | \"\""})
    void isRefused(String what, String before, @Nullable String after) {
        assertThat(ENTRY).contains(before);
        String body = ENTRY.replace(before, Objects.requireNonNullElse(after, ""));
        assertThatThrownBy(() -> json.read(body, CatalogueEntry.class)).as(what)
                .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(EventJson.explain(e)).isNotBlank());
    }

    @Test
    void theReasonSaysWhatAndWhere() {
        assertThatThrownBy(() -> json.read(ENTRY.replace("loras/20260131", "/loras/20260131"), CatalogueEntry.class))
                .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(EventJson.explain(e))
                        .contains("an object key may not start with a slash", "object", "key"));
    }

    @Test
    void newWordsAreReadAsUnknown() {
        String body = ENTRY.replace("\"status\": \"ready\"", "\"status\": \"archived\"")
                .replace("\"safetensors\"", "\"gguf\"");
        CatalogueEntry entry = json.read(body, CatalogueEntry.class);
        assertThat(entry.status()).isEqualTo(CatalogueStatus.UNKNOWN);
        assertThat(entry.facts().format()).isEqualTo(FileFormat.UNKNOWN);
    }

    @Test
    void nullIsAsGoodAsAbsentWhereAbsentIsAllowed() {
        CatalogueEntry entry = json.read(ENTRY.replace("\"Ada Example\"", "null"), CatalogueEntry.class);
        assertThat(entry.facts().texts().author()).isNull();
    }

    @Test
    void aTimeOfAnotherZoneIsTheSameInstant() {
        CatalogueEntry entry = json.read(ENTRY.replace("2026-01-31T12:05:00Z", "2026-01-31T14:05:00+02:00"),
                CatalogueEntry.class);
        assertThat(entry.updatedAt()).isEqualTo(Instant.parse("2026-01-31T12:05:00Z"));
    }

    @Test
    void aTimeThatRfc3339CannotSayIsNotWritten() {
        var deleted = new LoraDeleted(new LoraId("lora-1"), new WorkspaceId("demo"), new ObjectKey("a"), Instant.MAX);
        assertThatThrownBy(() -> json.write(deleted)).hasMessageContaining("years 0 to 9999");
    }

    /** Metadata comes from files that anybody can make; none may produce an event that cannot be sent. */
    @Test
    void theLargestEntryFitsIntoAKafkaRecord() {
        var full = json.read(ENTRY, CatalogueEntry.class);
        var largest = new CatalogueEntry(full.lora(), full.workspace(), full.status(), text(255), full.object(),
                full.sha256(), largest(full.facts()),
                new LoraDescription(text(200), text(4000), texts(100), texts(200), 1,
                        NoiseExpert.HIGH),
                full.uploadedAt(), full.updatedAt());
        String body = json.write(largest);
        assertThat(body.getBytes(UTF_8)).hasSizeLessThan(1_000_000);
        assertThat(json.read(body, CatalogueEntry.class)).isEqualTo(largest);
    }

    private static LoraFacts largest(LoraFacts facts) {
        var model = new TargetModel("wan", "2.2", "a14b", VideoTask.UNKNOWN, Confidence.LOW, texts(300));
        var words = new FileTexts(text(300), text(300), text(4000), text(300), texts(100), texts(200), null);
        return new LoraFacts(facts.format(), facts.adapter(), model,
                new ExpertFinding(NoiseExpert.LOW, Confidence.LOW, texts(300)),
                words, facts.memory(), texts(500));
    }

    private static List<String> texts(int length) {
        return Collections.nCopies(100, text(length));
    }

    private static String text(int length) {
        return "🎬".repeat(length);
    }
}
