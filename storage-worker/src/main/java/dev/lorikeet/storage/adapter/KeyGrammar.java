package dev.lorikeet.storage.adapter;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/** Takes the names of arrays apart: which layer each belongs to, and what it is there for. */
final class KeyGrammar {
    private static final int LONGEST_NAME = 1_000;

    private static final Map<String, Role> SUFFIXES = Map.ofEntries(
            entry(".lora_down.weight", Role.DOWN), entry(".lora_up.weight", Role.UP),
            entry(".lora_mid.weight", Role.MID),
            entry(".lora_A.weight", Role.DOWN), entry(".lora_B.weight", Role.UP), entry(".lora_B.bias", Role.UP_BIAS),
            entry(".lora_A", Role.DOWN), entry(".lora_B", Role.UP),
            entry("_lora.down.weight", Role.DOWN), entry("_lora.up.weight", Role.UP),
            entry(".lora.down.weight", Role.DOWN), entry(".lora.up.weight", Role.UP),
            entry(".lora_linear_layer.down.weight", Role.DOWN), entry(".lora_linear_layer.up.weight", Role.UP),
            entry(".hada_w1_a", Role.HADA_W1_A), entry(".hada_w1_b", Role.HADA_W1_B),
            entry(".hada_w2_a", Role.HADA_W2_A), entry(".hada_w2_b", Role.HADA_W2_B),
            entry(".hada_t1", Role.HADA_T1), entry(".hada_t2", Role.HADA_T2),
            entry(".lokr_w1", Role.LOKR_W1), entry(".lokr_w1_a", Role.LOKR_W1_A), entry(".lokr_w1_b", Role.LOKR_W1_B),
            entry(".lokr_w2", Role.LOKR_W2), entry(".lokr_w2_a", Role.LOKR_W2_A), entry(".lokr_w2_b", Role.LOKR_W2_B),
            entry(".lokr_t2", Role.LOKR_T2),
            entry(".a1.weight", Role.GLORA_A1), entry(".a2.weight", Role.GLORA_A2),
            entry(".b1.weight", Role.GLORA_B1), entry(".b2.weight", Role.GLORA_B2),
            entry(".bm.weight", Role.GLORA_BM),
            entry(".oft_blocks", Role.OFT_BLOCKS), entry(".rescale", Role.RESCALE),
            entry(".on_input", Role.IA3_ON_INPUT),
            entry(".diff", Role.DIFF), entry(".diff_b", Role.DIFF_BIAS), entry(".diff_m", Role.DIFF_MODULATION),
            entry(".w_norm", Role.NORM_WEIGHT), entry(".b_norm", Role.NORM_BIAS),
            entry(".set_weight", Role.SET_WEIGHT), entry(".reshape_weight", Role.RESHAPE_WEIGHT),
            entry(".dora_scale", Role.MAGNITUDE), entry(".lora_magnitude_vector", Role.MAGNITUDE),
            entry(".lora_magnitude_vector.weight", Role.MAGNITUDE), entry(".alpha", Role.ALPHA));

    private static final List<String> LONGEST_FIRST = SUFFIXES.keySet()
            .stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    /** PEFT puts the name of the adapter in between. */
    private static final Pattern NAMED_ADAPTER = Pattern
            .compile("\\.lora_(?:(A|B)\\.[A-Za-z0-9_-]{1,64}\\.(weight|bias)"
                    + "|magnitude_vector\\.[A-Za-z0-9_-]{1,64}(?:\\.weight)?)$");

    /** XLabs numbers the picture's and the text's half of a block. */
    private static final Pattern NUMBERED = Pattern.compile("_lora(\\d)\\.(down|up)\\.weight$");

    private static final String FLUX_CONTROL = "img_in.lora_A.weight";
    private static final List<String> FLUX_SCALES = List.of(".norm.key_norm.scale", ".norm.query_norm.scale");

    private final Set<String> names;

    /** @param names of all arrays, because some can only be understood together */
    KeyGrammar(Set<String> names) {
        this.names = names;
    }

    /** @param layer as the file calls it, with the prefix of its trainer */
    record Key(String layer, Role role) {}

    /** Whether it was trained to follow a control picture, as the Flux tools by their makers. */
    boolean isFluxControl() {
        return names.contains(FLUX_CONTROL) && names.stream().anyMatch(KeyGrammar::isFluxScale);
    }

    Optional<Key> read(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return plain(name).or(() -> named(name)).or(() -> numbered(name)).or(() -> together(name));
    }

    private static Optional<Key> plain(String name) {
        return LONGEST_FIRST.stream()
                .filter(name::endsWith)
                .findFirst()
                .flatMap(suffix -> key(name, suffix.length(), SUFFIXES.get(suffix)));
    }

    private static Optional<Key> named(String name) {
        var matcher = NAMED_ADAPTER.matcher(name);
        return matcher.find() ? role(matcher).flatMap(role -> key(name, name.length() - matcher.start(), role))
                : Optional.empty();
    }

    private static Optional<Role> role(Matcher named) {
        boolean bias = "bias".equals(named.group(2));
        return switch (named.group(1)) {
            case null -> Optional.of(Role.MAGNITUDE);
            case "A" -> bias ? Optional.empty() : Optional.of(Role.DOWN);
            default -> Optional.of(bias ? Role.UP_BIAS : Role.UP);
        };
    }

    private static Optional<Key> numbered(String name) {
        var matcher = NUMBERED.matcher(name);
        if (!matcher.find() || matcher.start() == 0) {
            return Optional.empty();
        }
        var role = "down".equals(matcher.group(2)) ? Role.DOWN : Role.UP;
        return Optional.of(new Key(name.substring(0, matcher.start()) + "." + matcher.group(1), role));
    }

    private Optional<Key> together(String name) {
        if (name.endsWith(".weight")) {
            var layer = name.substring(0, name.length() - ".weight".length());
            return names.contains(layer + ".on_input") ? Optional.of(new Key(layer, Role.IA3_WEIGHT))
                    : Optional.empty();
        }
        return names.contains(FLUX_CONTROL) && isFluxScale(name)
                ? key(name, ".scale".length(), Role.SET_WEIGHT)
                : Optional.empty();
    }

    private static boolean isFluxScale(String name) {
        return FLUX_SCALES.stream().anyMatch(name::endsWith);
    }

    private static Optional<Key> key(String name, int suffix, @Nullable Role role) {
        return role == null || name.length() == suffix
                ? Optional.empty()
                : Optional.of(new Key(name.substring(0, name.length() - suffix), role));
    }
}
