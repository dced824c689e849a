package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Map;

import dev.lorikeet.event.FileTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the author says about the file, taken over as clean and bounded text. */
final class FileWordsTest {
    @Test
    void theAuthorsWordsAreTakenOver() {
        assertThat(FileWords.of(Map.of("modelspec.title", " Parrots\nin flight ", "modelspec.author", "Jane",
                "modelspec.description", "One.\n\nTwo.", "modelspec.license", "CC0-1.0", "modelspec.tags",
                "bird, flight,, bird ,blue", "modelspec.trigger_phrase", "p4rrot, in flight")))
                .isEqualTo(new FileTexts("Parrots in flight", "Jane", "One.\n\nTwo.", "CC0-1.0",
                        List.of("bird", "flight", "blue"), List.of("p4rrot", "in flight"), null));
    }

    @Test
    void withoutATitleTheNameOfTheOutputIsTaken() {
        assertThat(FileWords.of(Map.of("ss_output_name", "my_lora", "name", "other")).title()).isEqualTo("my_lora");
        assertThat(FileWords.of(Map.of("modelspec.title", "None", "name", "other")).title()).isEqualTo("other");
        assertThat(FileWords.of(Map.of())).isEqualTo(FileTexts.none());
    }

    @Test
    void hintsForUseFollowTheDescription() {
        assertThat(FileWords.of(Map.of("modelspec.usage_hint", "Weight 0.8.")).description()).isEqualTo("Weight 0.8.");
        assertThat(FileWords.of(Map.of("modelspec.description", "One.", "modelspec.usage_hint", "Two.")).description())
                .isEqualTo("One.\n\nTwo.");
    }

    @Test
    void triggerWordsComeFromAllPlacesInTheOrderOfTheirWorth() {
        var words = TriggerWords.of(Map.of("modelspec.trigger_phrase", "first",
                "ss_datasets",
                "[{\"subsets\": [{\"class_tokens\": \"second, third\", \"image_dir\": \"/home/jane/x\"}]}]",
                "ss_tag_frequency", "{\"10_fourth\": {\"rare\": 1, \"common\": 9}, \"x\": {\"rare \": 1, \"mid\": 3}}",
                "ss_dataset_dirs", "{\"5_fifth\": {\"n_repeats\": 5}, \"jane\": {}}"));
        assertThat(words).containsExactly("first", "second", "third", "fourth", "fifth", "common", "mid", "rare");
    }

    @Test
    void whatAiToolkitMakesUpIsItsTriggerWord() {
        assertThat(TriggerWords.of(Map.of("ss_tag_frequency", "{\"1_ohwx\": {\"ohwx\": 1}}"))).containsExactly("ohwx");
    }

    @Test
    void theListOfTriggerWordsIsBounded() {
        var tags = new StringBuilder("{\"1_x\": {\"t\": 0");
        for (int tag = 0; tag < 10_000; tag++) {
            tags.append(",\"tag").append(tag).append("\":").append(tag);
        }
        var words = TriggerWords.of(Map.of("ss_tag_frequency", tags + "}}"));
        assertThat(words).hasSize(21).startsWith("x", "tag9999");
        assertThat(TriggerWords.of(Map.of("modelspec.trigger_phrase", "ab,".repeat(1_000_000)))).containsExactly("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[[[", "\"text\"", "12", "{\"a\": [1, {\"b\": null}]}", "[{\"subsets\": 5}]",
            "[{\"subsets\": [{\"class_tokens\": {}}]}]", "{\"1_\": {\"\": 1, \"x\": \"y\"}} trailing", ""})
    void brokenInnerJsonYieldsNothing(String json) {
        assertThat(TriggerWords.of(Map.of("ss_tag_frequency", json, "ss_datasets", json, "ss_dataset_dirs", json)))
                .isEmpty();
    }

    @Test
    void hugeInnerJsonYieldsNothing() {
        var deep = "[".repeat(400_000) + "]".repeat(400_000);
        var wide = "{\"1_x\": {\"" + "y".repeat(5_000_000) + "\": 1}}";
        assertThat(TriggerWords.of(Map.of("ss_datasets", deep, "ss_tag_frequency", wide))).isEmpty();
    }

    @Test
    void longTextsAreCutByCharacters() {
        var texts = FileWords.of(Map.of("modelspec.description", "🦜".repeat(2 << 20), "modelspec.title",
                "t".repeat(5000), "modelspec.tags", "x".repeat(5000) + ",y"));
        assertThat(texts.description()).isNotNull()
                .satisfies(
                        text -> assertThat(text.codePointCount(0, text.length())).isEqualTo(4000))
                .endsWith("🦜…");
        assertThat(texts.title()).hasSize(300).endsWith("…");
        assertThat(texts.tags()).hasSize(2).first().asString().hasSize(100);
    }

    @Test
    void whatCannotBeShownIsTakenOutAndMarkupStaysText() {
        var texts = FileWords.of(Map.of("modelspec.title", "a\u0000b\u0007c\ud800d\u202ee\u2066f",
                "modelspec.description", "<script>alert(1)</script>\r\n\u001b[31mred"));
        assertThat(texts.title()).isEqualTo("a b c d e f");
        assertThat(texts.description()).isEqualTo("<script>alert(1)</script> \n [31mred");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\Users\\jane\\my loras", "/home/jane/x.safetensors", "\\\\nas\\jane\\x",
            "file:///mnt/jane", "see D:/jane/x", "~/jane", "trained in /workspace/jane/out, nice"})
    void pathsOfTheAuthorsMachineAreNotShown(String path) {
        var texts = FileWords.of(Map.of("modelspec.title", path, "modelspec.description", "From " + path,
                "modelspec.tags", path, "modelspec.trigger_phrase", path, "ss_output_name", path, "ss_tag_frequency",
                "{\"10_" + path.replace("\\", "\\\\") + "\": {}}"));
        assertThat(texts.toString()).doesNotContain("jane").doesNotContain("nas");
    }

    @Test
    void addressesOfTheWebAreNotPaths() {
        var text = "See https://example.org/home/parrots and http://example.org/data/x.";
        assertThat(FileWords.of(Map.of("modelspec.description", text)).description()).isEqualTo(text);
    }
}
