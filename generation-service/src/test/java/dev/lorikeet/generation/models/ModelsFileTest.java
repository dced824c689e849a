package dev.lorikeet.generation.models;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.job.Price;
import dev.lorikeet.generation.models.Parameter.Group;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ModelsFileTest {

    @Test
    void theIncludedModelsAreThoseOfTheRequirements() {
        assertThat(Included.models().all()).extracting(ModelConfiguration::id)
                .containsExactly("wan22", "wan22-i2v", "wan22-5b", "flux-krea");
    }

    @Test
    void wan22HasAHighAndALowLora() {
        var wan = Included.model("wan22");
        assertThat(wan.selectors()).extracting(LoraSelector::name).containsExactly("lora_high", "lora_low");
        assertThat(wan.selectors()).extracting(slot -> slot.face().label()).containsExactly("High LoRA", "Low LoRA");
        assertThat(wan.selectors()).extracting(LoraSelector::expert)
                .containsExactly(NoiseExpert.HIGH,
                        NoiseExpert.LOW);
        assertThat(wan.selectors()).allSatisfy(slot -> {
            assertThat(slot.type()).isEqualTo("lora-selector");
            assertThat(slot.face().group()).isEqualTo(Group.ADVANCED);
            assertThat(slot.face().description()).contains("expert");
        });
    }

    @Test
    void fluxKreaHasOneLora() {
        assertThat(Included.model("flux-krea").selectors()).extracting(LoraSelector::name).containsExactly("lora");
    }

    @Test
    void theModelsHaveTheNamesThatTheLibraryUses() {
        assertThat(Included.models().all()).extracting(ModelConfiguration::checkpoint)
                .containsExactly("t2v-A14B", "i2v-A14B", "ti2v-5B", "flux-krea");
    }

    @Test
    void framesAreAMultipleOfFourAndOneMore() {
        for (var id : List.of("wan22", "wan22-i2v", "wan22-5b")) {
            var frames = (Whole) Included.model(id).parameter("frames").orElseThrow();
            assertThat(frames.allows(81)).isTrue();
            assertThat(frames.allows(80)).isFalse();
            assertThat(frames.nearest(80)).containsExactly(77L, 81L);
        }
    }

    @Test
    void sidesAreMultiplesOfWhatTheModelNeeds() {
        assertThat(((Whole) Included.model("wan22").parameter("width").orElseThrow()).allows(848)).isTrue();
        assertThat(((Whole) Included.model("wan22-5b").parameter("width").orElseThrow()).allows(848)).isFalse();
        assertThat(((Whole) Included.model("wan22-5b").parameter("width").orElseThrow()).nearest(848))
                .containsExactly(832L, 864L);
    }

    @Test
    void aLongVideoMayRunLongerThanRunpodsTenMinutes() {
        var time = Included.model("wan22").worker().time();
        var large = new Parameters(Map.of("width", 1280, "height", 720, "frames", 81, "steps", 20));
        var small = new Parameters(Map.of("width", 480, "height", 272, "frames", 17, "steps", 4));
        assertThat(time.of(large)).isGreaterThan(Duration.ofMinutes(20));
        assertThat(time.of(small)).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void theVersionFollowsTheContents() {
        var version = Included.models().version();
        assertThat(Included.read(Included.text()).version()).isEqualTo(version);
        assertThat(Included.read("# a remark\n" + Included.text()).version()).isEqualTo(version);
        assertThat(Included.read(Included.text().replace("mostQueued: 200", "mostQueued: 201")).version())
                .isNotEqualTo(version);
    }

    /** Each of these would make something else of a job that waits. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "name: shift, label: Shift, type: number, group: advanced, default: 12.0|name: shift, label: Shift, type: number, group: advanced, default: 11.0",
            "max: 100, mostOf: steps|max: 50, mostOf: steps", "heaviest: 2.0|heaviest: 1.5",
            "models: {high: '20', low: '21'}|models: {high: '21', low: '20'}",
            "steps: [/60/inputs/steps, /61/inputs/steps]|steps: [/60/inputs/steps]",
            "volumeRoot: models/loras|volumeRoot: loras",
            "mostPixels: 921600|mostPixels: 921599",
            "maxLength: 4000, description: What is to|maxLength: 5000, description: What is to"})
    void aModelHasAnotherVersionWhereAnOrderWouldMeanSomethingElse(String before, String after) {
        assertThat(Included.text()).contains(before);
        assertThat(versionWith(before, after)).isNotEqualTo(Included.model("wan22").version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"mostQueued: 200|mostQueued: 201",
            "label: Prompt, type|label: Words, type", "name: WAN 2.2 text to video|name: WAN from words",
            "warnAbove: 81, warning: 'Above 81|warnAbove: 82, warning: 'Above 82", "volumes: []|volumes: [agv6w2qcg7]",
            "volumes: []|price: {perSecond: 0.00044, currency: USD}",
            "LORIKEET_JOB_BASE:5m|NOBODY_SETS_IT:6m", "LORIKEET_ENDPOINT_WAN22:wan22|NOBODY_SETS_IT:another"})
    void aModelHasTheSameVersionWhereItWouldNot(String before, String after) {
        assertThat(Included.text()).contains(before);
        assertThat(versionWith(before, after)).isEqualTo(Included.model("wan22").version());
    }

    private static String versionWith(String before, String after) {
        return Included.read(Included.text().replace(before, after)).find("wan22").orElseThrow().version();
    }

    @Test
    void aWorkerHasAPriceWhereSomebodyGaveOne() {
        assertThat(Included.model("wan22").worker().price()).isNull();
        var priced = Included.read(Included.text()
                .replaceFirst("volumes: \\[]",
                        "price: {perSecond: 0.00044, currency: USD}"));
        assertThat(priced.find("wan22").orElseThrow().worker().price()).isEqualTo(new Price(0.00044, "USD"));
    }

    @Test
    void theEndpointComesFromTheEnvironment() {
        var text = Included.text();
        var read = ModelsFile.read("models.yaml", text,
                value -> value.replace("${LORIKEET_ENDPOINT_WAN22:wan22}", "abc123")
                        .replaceAll("\\$\\{[A-Z0-9_]+:(.*)}", "$1"),
                Included::resource);
        assertThat(read.find("wan22").orElseThrow().worker().endpoint()).isEqualTo("abc123");
    }

    @Test
    void aMissingVariableIsNamedWithItsLine() {
        assertRefused("endpoint: ${LORIKEET_ENDPOINT_WAN22:wan22}", "endpoint: ${NOWHERE_TO_BE_FOUND}",
                "endpoint names something that the environment does not have: ${NOWHERE_TO_BE_FOUND}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "output: video | output: film | output cannot be film; allowed are image, video",
            "experts: two | experts: three | experts cannot be three; allowed are one, two",
            "mostPixels: 921600 | mostPixel: 921600 | mostPixel is not known here; allowed are id, name",
            "mostQueued: 200 | mostQueued: many | mostQueued must be a whole number, not many",
            "mostQueued: 200 | mostQueued: 0 | mostQueued must be from 1 to 100000, not 0",
            "time: {base: '${LORIKEET_JOB_BASE:5m}', perWork: '${LORIKEET_JOB_PER_WORK:1s}', steps: 20} | time: {base: soon, perWork: 1s, steps: 20} | base must be a time such as 90s or 5m, not soon",
            "time: {base: '${LORIKEET_JOB_BASE:5m}', perWork: '${LORIKEET_JOB_PER_WORK:1s}', steps: 20} | time: {base: 1s, perWork: 1s, steps: 20} | time needs a base of at least 5s",
            "type: comfyui-workflow | type: comfy | type cannot be comfy; allowed are comfyui-workflow, generate-video, generic-loras, noise-lists",
            "graph: classpath:workflows/wan22-t2v.json | graph: classpath:workflows/none.json | graph cannot be read: classpath:workflows/none.json",
            "graph: classpath:workflows/wan22-t2v.json | graph: classpath:logback-test.xml | graph is not JSON",
            "models: {high: '20', low: '21'} | models: {high: '20', low: '99'} | low must be the id of a node of the graph, not 99",
            "prompt: [/40/inputs/text] | prompt: [/40/inputs/words/x] | prompt points to nothing in the graph: /40/inputs/words/x",
            "shift: [/30/inputs/shift, /31/inputs/shift] | cfg_scale: [/60/inputs/cfg] | name cannot be shift: the adapter comfyui-workflow would not pass it on",
            "default: 832 | default: 833 | default must be from 256 to 1280 in steps of 16, not 833",
            "default: 3.5 | default: 30 | default must be from 1.0 to 20.0, not 30.0",
            "mostOf: steps | mostOf: stairs | parameters must hold stairs, which high_steps may not exceed",
            "name: shift, label | name: steps, label | name is there twice: steps",
            "type: seed | type: dice | type cannot be dice; allowed are boolean, choice, image, integer",
            "loras: {most: 5 | loras: {most: 6 | most must be from 1 to 5, not 6",
            "heaviest: 2.0 | heaviest: 3.0 | heaviest must be above lightest and at most 2.0",
            "volumes: [] | price: {perSecond: 0, currency: USD} | perSecond must be above 0 and at most 1000.0",
            "volumes: [] | price: {perSecond: 0.1, currency: dollars} | currency must match [A-Z]{3}, not dollars",
            "volumes: [] | price: {perSecond: 0.1} | currency is missing",
            "reference: file-name | reference: guess | reference cannot be guess; allowed are file-name, url, volume-path",
            "reference: file-name | reference: volume-path | reference cannot be volume-path: the adapter comfyui-workflow cannot name a LoRA so",
            "volumeRoot: models/loras | volumeRoot: /models | volumeRoot must match",
            "expert: high | expert: medium | expert cannot be medium; allowed are both, high, low"})
    void aMistakeIsNamedWithItsLineAndWithWhatIsAllowed(String right, String wrong, String complaint) {
        assertRefused(right, wrong, complaint);
    }

    @Test
    void whatCanBeSetIsNotFixed() {
        assertRefused("    experts: two", """
                experts: two
                fps: 16""".indent(4).stripTrailing(), "fps is a parameter here, so it cannot be fixed");
    }

    @Test
    void twoModelsCannotHaveOneName() {
        assertRefused("id: wan22-i2v", "id: wan22", "id is there twice: wan22");
    }

    @Test
    void aParameterIsNotNamedTwiceInOneMapping() {
        assertRefused("    output: video", "    output: video\n    output: image", "output is there twice");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThatThrownBy(() -> Included.read("models:\n  - id: x\n   name: y\n"))
                .hasMessageStartingWith("models.yaml line 3: is not YAML");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> Included.read("")).hasMessageContaining("needs a list called models");
        assertThatThrownBy(() -> Included.read("models: []")).hasMessageContaining("must hold at least one model");
    }

    @Test
    void aWorkerIsGivenWhatItCannotDoWithout() {
        assertRefused(
                "      - {name: negative_prompt, label: Negative prompt, type: text, group: basic, maxLength: 4000, description: What is not to be seen. Has no effect at a guidance of 1.}\n      - {name: image, label: First picture, type: image, group: basic, required: true",
                "      - {name: image, label: First picture, type: image, group: basic, required: true",
                "must hold negative_prompt, which the adapter generate-video needs");
    }

    private static void assertRefused(String right, String wrong, String complaint) {
        var text = Included.text();
        assertThat(text).contains(right);
        int at = text.indexOf(right);
        var changed = text.substring(0, at) + wrong + text.substring(at + right.length());
        assertThatThrownBy(() -> Included.read(changed))
                .isInstanceOf(InvalidModels.class)
                .hasMessageMatching("(?s)models\\.yaml line \\d+: .*")
                .hasMessageContaining(complaint);
    }

    @Test
    void theLineIsTheLineOfTheMistake() {
        var text = Included.text().replaceFirst("default: 832", "default: 833");
        long line = text.substring(0, text.indexOf("default: 833")).lines().count();
        assertThatThrownBy(() -> Included.read(text)).hasMessageStartingWith("models.yaml line " + line + ": ");
    }
}
