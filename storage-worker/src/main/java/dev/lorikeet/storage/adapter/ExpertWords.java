package dev.lorikeet.storage.adapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lorikeet.event.NoiseExpert;

/**
 * Which noise expert the name of a file speaks of. "High noise" and "lownoise" count for more than a bare "high", which
 * counts only where it is not high resolution, low VRAM or the like. A name that speaks of both decides nothing.
 */
final class ExpertWords {
    private static final Pattern CAMEL_CASE = Pattern
            .compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> OTHER_QUALITIES = Set.of("angle", "cfg", "guidance", "vram", "ram", "mem",
            "memory",
            "step", "steps", "res", "resolution", "quality", "speed", "fps", "bit", "bits");
    private static final Set<String> LINKS = Set.of("and", "or", "plus");
    private static final String NOISE = "noise";

    private final List<String> words;

    private ExpertWords(String name) {
        this.words = Arrays.stream(SEPARATORS.split(CAMEL_CASE.matcher(name).replaceAll(" ")))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty() && !LINKS.contains(word))
                .toList();
    }

    static Optional<NoiseExpert> in(String name) {
        var words = new ExpertWords(name);
        var noise = words.noise();
        var found = noise.isEmpty() ? words.bare() : noise;
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private Set<NoiseExpert> noise() {
        var found = EnumSet.noneOf(NoiseExpert.class);
        for (int at = 0; at < words.size(); at++) {
            fused(words.get(at)).ifPresent(found::add);
            if (words.get(at).startsWith(NOISE)) {
                found.addAll(around(at));
            }
        }
        return found;
    }

    private static Optional<NoiseExpert> fused(String word) {
        if (word.startsWith("highnoise") || word.startsWith("noisehigh")) {
            return Optional.of(NoiseExpert.HIGH);
        }
        return word.startsWith("lownoise") || word.startsWith("noiselow")
                ? Optional.of(NoiseExpert.LOW)
                : Optional.empty();
    }

    /** All in a row before the noise, as in "low high noise", or the one behind it. */
    private List<NoiseExpert> around(int noise) {
        var found = new ArrayList<NoiseExpert>();
        for (int at = noise - 1; at >= 0 && marker(at).isPresent(); at--) {
            found.add(marker(at).get());
        }
        marker(noise + 1).ifPresent(found::add);
        return found;
    }

    private Set<NoiseExpert> bare() {
        var found = EnumSet.noneOf(NoiseExpert.class);
        for (int at = 0; at < words.size(); at++) {
            marker(at).ifPresent(found::add);
        }
        return found;
    }

    private Optional<NoiseExpert> marker(int at) {
        boolean otherQuality = at + 1 < words.size() && OTHER_QUALITIES.contains(words.get(at + 1));
        if (at >= words.size() || otherQuality) {
            return Optional.empty();
        }
        return switch (words.get(at)) {
            case "high" -> Optional.of(NoiseExpert.HIGH);
            case "low" -> Optional.of(NoiseExpert.LOW);
            default -> Optional.empty();
        };
    }
}
