package dev.lorikeet.storage.adapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.Adapter.Ranks;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for all files, whoever wrote them. */
final class AdaptersProperties {
    private static final Set<String> ENDS = new HashSet<>();

    private static final String[] PREFIXES = {"", "lora_unet_", "diffusion_model.", "transformer_2.", "lora_te_",
            "base_model.model.", "lycoris_", "model.diffusion_model.transformer_1."};
    private static final String[] PATHS = {"blocks.0.self_attn.q", "blocks.45.ffn.0", "double_blocks.0.img_attn.qkv",
            "single_transformer_blocks.3.proj_out", "transformer_blocks.7.attn.to_q", "patch_embedding", "txt_in",
            "head.head", "input_blocks.4.1.transformer_blocks.9.attn2.to_k", "layers.1.attention.qkv",
            "img_emb.emb_pos",
            "blocks.0.cross_attn.k_img", "text_model_encoder_layers_0_self_attn_q_proj", "blocks_0_attn_gate", "x",
            "🦜"};
    private static final String[] SUFFIXES = {".lora_down.weight", ".lora_up.weight", ".lora_A.weight",
            ".lora_B.weight",
            ".lora_A.default.weight", ".lora_B.bias", ".lora_mid.weight", ".alpha", ".dora_scale", ".hada_w1_a",
            ".hada_w1_b", ".hada_w2_a", ".hada_w2_b", ".hada_t1", ".lokr_w1", ".lokr_w1_a", ".lokr_w1_b", ".lokr_w2",
            ".lokr_w2_a", ".lokr_w2_b", ".lokr_t2", ".a1.weight", ".a2.weight", ".b1.weight", ".b2.weight",
            ".oft_blocks", ".rescale", ".on_input", ".weight", ".bias", ".diff", ".diff_b", ".diff_m", ".w_norm",
            ".set_weight", ".norm.key_norm.scale", ".lora_magnitude_vector", "_lora1.down.weight", "_lora.up.weight",
            ""};
    private static final String[] KEYS = {"modelspec.title", "modelspec.thumbnail", "ss_tag_frequency", "ss_datasets",
            "ss_dataset_dirs", "ss_network_alpha", "lora_adapter_metadata", "ss_base_model_version", "ss_sd_model_name",
            "modelspec.timestep_range", "modelspec.tags", "modelspec.trigger_phrase", "modelspec.description",
            "modelspec.architecture", "ss_output_name", "model_type", "name", "modelspec.usage_hint"};

    @Property(tries = 300)
    void ranksLayersAndParametersAreRightInEveryLayout(@ForAll Layout layout,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 512) Integer> ranks,
            @ForAll @IntRange(min = 1, max = 9000) int out, @ForAll @IntRange(min = 1, max = 9000) int in) {
        var file = Files.file(IntStream.range(0, ranks.size())
                .boxed()
                .flatMap(number -> layout.arrays(new Linear("layer." + number + ".x", out, in), ranks.get(number))
                        .stream()));
        var adapter = Files.facts(file).adapter();
        long sum = ranks.stream().mapToLong(Integer::longValue).sum();
        assertThat(adapter).isEqualTo(new Adapter(AdapterKind.LORA, adapter.ranks(), null, "BF16", ranks.size(),
                sum * (out + in)));
        assertThat(adapter.ranks()).isNotNull();
        assertThat(adapter.ranks()).extracting(Ranks::lowest, Ranks::highest)
                .containsExactly(ranks.stream().min(Integer::compare).orElseThrow(),
                        ranks.stream().max(Integer::compare).orElseThrow());
        assertThat(ranks).contains(adapter.ranks().usual());
    }

    @Provide
    Arbitrary<String> names() {
        var made = Combinators.combine(Arbitraries.of(PREFIXES), Arbitraries.of(PATHS), Arbitraries.of(SUFFIXES))
                .as((prefix, path, suffix) -> prefix + path + suffix);
        return Arbitraries.frequencyOf(Tuple.of(9, made), Tuple.of(1, Arbitraries.strings()));
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        var sizes = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(1L, 4L, 8L, 3072L, 5120L, 13_824L)),
                Tuple.of(1, Arbitraries.longs().greaterOrEqual(0)));
        return Combinators.combine(names(), Arbitraries.of(DType.class), sizes.list().ofMaxSize(5),
                Arbitraries.longs().greaterOrEqual(0)).as(Tensor::new);
    }

    /** Layers whose arrays are more likely to fit each other. */
    @Provide
    Arbitrary<List<Tensor>> files() {
        var layer = Combinators
                .combine(Arbitraries.of(Layout.class), Arbitraries.of(PATHS), Arbitraries.integers().between(0, 64),
                        Arbitraries.of(1536L, 3072L, 5120L), Arbitraries.of(1L, 768L, 5120L))
                .as((layout, path, rank, out, in) -> layout.arrays(new Linear(path, out, in), rank));
        var layers = layer.list().ofMaxSize(3).map(lists -> lists.stream().flatMap(List::stream).toList());
        return Combinators.combine(layers, tensors().list().ofMaxSize(3))
                .as((one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        var values = Arbitraries.oneOf(Arbitraries.strings(), Arbitraries.of("{\"1_x\": {\"y\": 1e999}}", "[[[[", "1e9",
                "{\"a.lora_alpha\": 1e400}", "wan_2.2_14b", "0,875", "C:\\x\\wan2.2_high_noise", "\ud800", "True",
                "data:image/png;base64,iVBORw0KGgo=", "data:image/webp;base64,UklGRgAAAABXRUJQ", "\"\\ud800\"",
                "{\"\\ud800\": {\"\\u0000\": 7}}", "sdxl", "wan"));
        return Arbitraries.maps(Arbitraries.of(KEYS), values).ofMaxSize(6);
    }

    /** The records check their limits themselves, so what comes out is fit to be sent. */
    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void everyFileEndsAsFactsOrAsARefusal(@ForAll("files") List<Tensor> tensors,
            @ForAll("metadata") Map<String, String> metadata, @ForAll("names") String fileName) {
        var file = new TensorFile(FileFormat.CKPT, distinct(tensors), metadata, 0);
        try {
            var classified = Adapters.of(file, fileName);
            assertThat(classified.facts().format()).isEqualTo(FileFormat.CKPT);
            ENDS.add("facts");
        } catch (Unfit unfit) {
            ENDS.add(String.valueOf(unfit.getMessage()));
        }
    }

    @AfterContainer
    static void everyEndWasReached() {
        assertThat(ENDS).containsExactlyInAnyOrder("facts", "NOT_A_LORA", "BROKEN_PAIR", "INCONSISTENT_RANK");
    }

    private static List<Tensor> distinct(List<Tensor> tensors) {
        var byName = new HashMap<String, Tensor>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return new ArrayList<>(byName.values());
    }

    @Property(tries = 1000)
    void noPictureBreaksAnything(@ForAll("bytes") byte[] bytes, @ForAll("types") String type) {
        Thumbnails.of(Pictures.uri(type, bytes))
                .ifPresent(thumbnail -> assertThat(Pictures.decoded(thumbnail).getWidth()).isBetween(1, 512));
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("png", "jpeg", "webp");
    }

    /** Sound pictures with a few bytes changed. */
    @Provide
    Arbitrary<byte[]> bytes() {
        var sound = Arbitraries.of(Pictures.png(40, 30), Pictures.jpeg(40, 30), Pictures.webp(40, 30),
                Pictures.webpWithin(40, 40));
        var changes = Arbitraries.integers().between(0, 1 << 20).list().ofMaxSize(4);
        return Combinators.combine(sound, changes, Arbitraries.bytes()).as((picture, places, value) -> {
            var changed = picture.clone();
            places.forEach(place -> changed[place % changed.length] = value);
            return changed;
        });
    }

    @Property(tries = 1000)
    void anExpertIsFoundInNoNameWithoutTheWord(@ForAll String name) {
        if (ExpertWords.in(name).isPresent()) {
            assertThat(name).containsPattern("(?i)high|low");
        }
    }

    @Property(tries = 1000)
    void textsComeOutCleanAndWithinTheirLimits(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int most) {
        Texts.clean(text, most).ifPresent(clean -> {
            assertThat(clean.codePointCount(0, clean.length())).isBetween(1, most);
            assertThat(clean.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF)).isTrue();
            assertThat(
                    clean.chars().noneMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t'))
                    .isTrue();
        });
    }
}
