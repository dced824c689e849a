package dev.lorikeet.generation.models;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.generation.models.Capabilities.PictureForm;
import dev.lorikeet.generation.models.Worker.Reference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The kinds of request that workers for LoRAs understand, with what is settled for one of them. */
public sealed interface Dialect {

    /** By the name that the configuration uses. */
    String name();

    Traits traits();

    Capabilities capabilities();

    /** The parameters without which the worker fails, or makes something that nobody asked for. */
    default Set<String> needs() {
        return Set.of("prompt");
    }

    /** How it can name a LoRA. */
    default Set<Reference> references() {
        return EnumSet.of(Reference.FILE_NAME);
    }

    /** {@code lora_pairs} of file names for the two networks; the parameters have fixed names. */
    record GenerateVideo(Traits traits) implements Dialect {
        public static final String NAME = "generate-video";
        private static final Set<String> HONOURS = Set.of("prompt", "negative_prompt", "seed", "cfg", "width",
                "height", "frames", "context_overlap", "image", "end_image");
        private static final Set<String> NEEDS = Sorted.set(Set.of("prompt", "negative_prompt", "seed", "cfg", "width",
                "height", "frames", "image"));

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Set<String> needs() {
            return NEEDS;
        }

        @Override
        public Capabilities capabilities() {
            var honours = new HashSet<>(HONOURS);
            honours.addAll(traits.alsoHonours());
            return traits.capable(honours, true, Set.of(PictureForm.LINK, PictureForm.INLINE));
        }
    }

    /**
     * {@code high_noise_loras} and {@code low_noise_loras} of addresses.
     *
     * @param fields the worker's name for each parameter
     */
    record NoiseLists(Traits traits, Map<String, String> fields) implements Dialect {
        public static final String NAME = "noise-lists";

        public NoiseLists {
            fields = Sorted.map(fields);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Set<Reference> references() {
            return EnumSet.of(Reference.URL);
        }

        @Override
        public Capabilities capabilities() {
            return traits.capable(fields.keySet(), true, Set.of(PictureForm.LINK));
        }
    }

    /**
     * One list of LoRAs, as most workers have it.
     *
     * @param list the name of the list
     * @param reference the field that names the LoRA
     * @param weight the field that holds its weight
     * @param expert the field that says high, low or both; absent where every LoRA goes to all networks
     */
    record GenericLoras(Traits traits, Map<String, String> fields, String list, String reference, String weight,
            @Nullable String expert, Set<PictureForm> pictures) implements Dialect {
        public static final String NAME = "generic-loras";

        public GenericLoras {
            fields = Sorted.map(fields);
            pictures = Sorted.set(pictures);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Set<Reference> references() {
            return EnumSet.allOf(Reference.class);
        }

        @Override
        public Capabilities capabilities() {
            return traits.capable(fields.keySet(), expert != null, pictures);
        }
    }

    /**
     * A ComfyUI graph that is filled in.
     *
     * @param graph in the format of ComfyUI's API: nodes by id
     * @param bindings where each parameter goes, as JSON pointers into the graph
     * @param high the node that loads the high-noise network, or the only one
     * @param low the node that loads the low-noise network; absent where there is one network
     */
    record ComfyuiWorkflow(Traits traits, JsonNode graph, Map<String, List<String>> bindings, String high,
            @Nullable String low) implements Dialect {
        public static final String NAME = "comfyui-workflow";

        public ComfyuiWorkflow {
            bindings = Sorted.map(bindings);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Capabilities capabilities() {
            return traits.capable(bindings.keySet(), low != null, Set.of(PictureForm.INLINE));
        }
    }
}
