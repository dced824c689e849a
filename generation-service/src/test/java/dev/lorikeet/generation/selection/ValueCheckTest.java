package dev.lorikeet.generation.selection;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.lorikeet.generation.selection.Bench.wan22;
import static org.assertj.core.api.Assertions.assertThat;

final class ValueCheckTest {

    @Test
    void whatIsNotGivenIsTheDefaultAndRecorded() {
        assertThat(Bench.with().accept(wan22("", "")).order().parameters().values()).isEqualTo(Map.ofEntries(
                Map.entry("prompt", "a harbour at dusk"), Map.entry("negative_prompt", ""), Map.entry("width", 832L),
                Map.entry("height", 480L), Map.entry("frames", 81L), Map.entry("fps", 16L), Map.entry("steps", 20L),
                Map.entry("high_steps", 10L), Map.entry("cfg", 3.5), Map.entry("shift", 12.0),
                Map.entry("seed", Bench.DRAWN)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "42, 42", "9007199254740991, 9007199254740991", "-1, 4711", "null, 4711"})
    void aSeedIsTheGivenOneOrOneThatIsDrawn(String given, long recorded) {
        assertThat(Bench.with().accept(wan22("'seed':" + given, "")).order().parameters().whole("seed"))
                .contains(recorded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'frames':80 | /parameters/frames | must be from 5 to 161 in steps of 4; nearest to 80 are 77 and 81",
            "'frames':1000 | /parameters/frames | must be from 5 to 161 in steps of 4; nearest to 1000 is 161",
            "'frames':81.5 | /parameters/frames | must be a whole number from 5 to 161",
            "'frames':'81' | /parameters/frames | must be a whole number from 5 to 161",
            "'frames':99999999999999999999 | /parameters/frames | must be a whole number from 5 to 161",
            "'width':833 | /parameters/width | must be from 256 to 1280 in steps of 16; nearest to 833 are 832 and 848",
            "'width':1280,'height':736 | /parameters/width | and height must make at most 921600 pixels; 1280×736 are 942080",
            "'steps':6 | /parameters/high_steps | must be at most steps, which is 6, and not 10, which is its default",
            "'cfg':0.5 | /parameters/cfg | must be from 1.0 to 20.0, not 0.5",
            "'cfg':'3' | /parameters/cfg | must be a number from 1.0 to 20.0",
            "'seed':-2 | /parameters/seed | must be a whole number from 0 to 9007199254740991, or -1 to have one drawn",
            "'seed':9007199254740992 | /parameters/seed | must be a whole number from 0 to 9007199254740991, or -1 to have one drawn",
            "'negative_prompt':7 | /parameters/negative_prompt | must be a text",
            "'lora_high':7 | /parameters/lora_high | must be a text: the id or s3Path of a LoRA, or empty for none",
            "'negative_prompt':'\\u0000' | /parameters/negative_prompt | must not hold control characters except line breaks, nor halves of surrogate pairs",
            "'negative_prompt':'\\ud800' | /parameters/negative_prompt | must not hold control characters except line breaks, nor halves of surrogate pairs"})
    void whatIsNotAllowedIsRefusedWithWhatIs(String parameters, String pointer, String message) {
        var parameter = parameters.replace('\'', '"');
        assertThat(Bench.with().refuse(wan22(parameter, ""))).containsExactly(new Fault(pointer, message));
    }

    @Test
    void thePromptIsRequired() {
        assertThat(Bench.with().refuse("{'model':'wan22'}"))
                .containsExactly(new Fault("/parameters/prompt", "is missing"));
        assertThat(Bench.with().refuse("{'model':'wan22','parameters':{'prompt':' '}}"))
                .containsExactly(new Fault("/parameters/prompt", "must not be blank"));
        assertThat(Bench.with().refuse("{'model':'wan22','parameters':{'prompt':'" + "x".repeat(4001) + "'}}"))
                .containsExactly(new Fault("/parameters/prompt", "must have at most 4000 characters, not 4001"));
    }

    @Test
    void aParameterThatTheModelDoesNotHaveIsRefused() {
        assertThat(Bench.with().refuse(wan22("'a/b~c':1", ""))).singleElement()
                .satisfies(fault -> {
                    assertThat(fault.pointer()).isEqualTo("/parameters/a~1b~0c");
                    assertThat(fault.message()).startsWith("is no parameter of wan22; it has prompt, ");
                });
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThat(Bench.with().refuse("{'model':'wan22','parameters':{'width':1,'frames':2,'lora_low':'none'}}"))
                .extracting(Fault::pointer)
                .containsExactly("/parameters/prompt", "/parameters/width",
                        "/parameters/frames", "/parameters/lora_low");
    }
}
