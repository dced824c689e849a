package dev.lorikeet.generation.models;

import java.util.Map;
import java.util.Set;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.generation.models.Capabilities.PictureForm;
import dev.lorikeet.generation.models.Dialect.ComfyuiWorkflow;
import dev.lorikeet.generation.models.Dialect.GenericLoras;
import dev.lorikeet.generation.models.Dialect.NoiseLists;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class DialectReaderTest {

    private static Dialect read(String yaml) {
        var section = Section.read("models.yaml", "adapter:\n" + yaml.indent(2), text -> text);
        return new DialectReader(location -> "{\"1\":{\"inputs\":{\"text\":\"\"}},\"2\":{\"inputs\":{}}}")
                .read(section.part("adapter"));
    }

    @Test
    void generateVideoTakesFourPairsOfFileNames() {
        var able = read("type: generate-video").capabilities();
        assertThat(able.mostPerExpert()).isEqualTo(4);
        assertThat(able.experts()).isTrue();
        assertThat(able.honours()).contains("cfg", "frames", "end_image").doesNotContain("steps", "fps", "shift");
        assertThat(able.accelerated()).isFalse();
    }

    @Test
    void aForkMayHonourMore() {
        assertThat(
                read("type: generate-video\nalsoHonours: [steps]\nmostPerExpert: 3\nkinds: [lora]\ncheckpoints: true")
                        .capabilities())
                .satisfies(able -> {
                    assertThat(able.honours()).contains("steps");
                    assertThat(able.mostPerExpert()).isEqualTo(3);
                    assertThat(able.kinds()).containsExactly(AdapterKind.LORA);
                    assertThat(able.checkpoints()).isTrue();
                });
    }

    @Test
    void noiseListsTakeThreeAddressesForEachExpert() {
        var dialect = (NoiseLists) read("type: noise-lists\nfields: {prompt: prompt, image: image}");
        assertThat(dialect.fields()).isEqualTo(Map.of("prompt", "prompt", "image", "image"));
        assertThat(dialect.references()).containsExactly(Worker.Reference.URL);
        assertThat(dialect.capabilities().mostPerExpert()).isEqualTo(3);
        assertThat(dialect.capabilities().pictures()).containsExactly(PictureForm.LINK);
    }

    @Test
    void genericLorasHaveNamesThatCanBeChosen() {
        var dialect = (GenericLoras) read("""
                type: generic-loras
                fields: {prompt: prompt, frames: num_frames}
                list: adapters
                reference: path
                weight: scale
                expert: transformer
                pictures: [inline, link]
                """);
        assertThat(dialect.list() + dialect.reference() + dialect.weight() + dialect.expert())
                .isEqualTo("adapterspathscaletransformer");
        assertThat(dialect.capabilities().experts()).isTrue();
        assertThat(dialect.capabilities().mostLoras()).isEqualTo(4);
        assertThat(dialect.capabilities().pictures()).isEqualTo(Set.of(PictureForm.INLINE, PictureForm.LINK));
    }

    @Test
    void withoutAFieldForItEveryLoraGoesToBothExperts() {
        assertThat(read("type: generic-loras\nfields: {prompt: prompt}").capabilities().experts()).isFalse();
    }

    @Test
    void aWorkflowBindsParametersToItsGraph() {
        var dialect = (ComfyuiWorkflow) read("""
                type: comfyui-workflow
                graph: graph.json
                models: {high: '1', low: '2'}
                bindings: {prompt: [/1/inputs/text]}
                """);
        assertThat(dialect.capabilities().honours()).containsExactly("prompt");
        assertThat(dialect.capabilities().pictures()).containsExactly(PictureForm.INLINE);
        assertThat(dialect.capabilities().experts()).isTrue();
    }

    @Test
    void whatOneAdapterReadsAnotherRefuses() {
        assertThatThrownBy(() -> read("type: generate-video\nfields: {prompt: prompt}"))
                .hasMessageStartingWith("models.yaml line 3: fields is not known here; allowed are type");
    }
}
