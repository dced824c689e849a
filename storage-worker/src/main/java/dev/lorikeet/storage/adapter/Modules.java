package dev.lorikeet.storage.adapter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.lorikeet.storage.adapter.Place.Part;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;

/**
 * All layers that the file changes.
 *
 * @param strays how many arrays are part of none
 * @param fluxControl see {@link KeyGrammar#isFluxControl()}
 */
record Modules(List<Layer> layers, int strays, boolean fluxControl) {

    /** Throws {@link Unfit} where this is not a LoRA, or where its parts do not fit together. */
    static Modules of(TensorFile file) {
        var names = file.tensors().stream().map(Tensor::name).toList();
        var grammar = new KeyGrammar(file.tensors().stream().map(Tensor::name).collect(Collectors.toSet()));
        Map<String, Map<Role, Tensor>> found = new LinkedHashMap<>();
        var strays = new ArrayList<String>();
        for (var tensor : file.tensors()) {
            grammar.read(tensor.name())
                    .ifPresentOrElse(key -> put(found, key, tensor), () -> strays.add(tensor.name()));
        }
        takeOutLoneAlphas(found, strays);
        int ofALora = names.size() - strays.size();
        if (found.isEmpty() || strays.size() > ofALora) {
            throw Impostor.refusal(strays, ofALora);
        }
        if (Impostor.isMarkedAsControl(names)) {
            throw Impostor.refusal(names, 0);
        }
        var layers = found.entrySet().stream().map(layer -> Layer.of(layer.getKey(), layer.getValue())).toList();
        return new Modules(layers, strays.size(), grammar.isFluxControl());
    }

    private static void put(Map<String, Map<Role, Tensor>> found, KeyGrammar.Key key, Tensor tensor) {
        var arrays = found.computeIfAbsent(key.layer(), _ -> new EnumMap<>(Role.class));
        if (arrays.put(key.role(), tensor) != null) {
            throw new Unfit(FileFault.BROKEN_PAIR, "The layer " + Texts.quoted(key.layer())
                    + " has one of its arrays twice (" + key.role() + "), as if two LoRAs had been put into one file.");
        }
    }

    /** They scale nothing, and nothing is missed without them. */
    private static void takeOutLoneAlphas(Map<String, Map<Role, Tensor>> found, List<String> strays) {
        found.values().removeIf(arrays -> {
            boolean lone = arrays.size() == 1 && arrays.containsKey(Role.ALPHA);
            if (lone) {
                arrays.values().forEach(alpha -> strays.add(alpha.name()));
            }
            return lone;
        });
    }

    Stream<Layer> in(Part part) {
        return layers.stream().filter(layer -> layer.place().part() == part);
    }

    /** Of the network itself or of one of its two experts, not of a text encoder. */
    Stream<Layer> network() {
        return layers.stream().filter(layer -> !layer.place().part().isEncoder());
    }

    boolean has(Pattern names) {
        return network().anyMatch(layer -> names.matcher(layer.flat()).find());
    }

    Stream<Layer> like(Pattern names) {
        return network().filter(layer -> names.matcher(layer.flat()).find());
    }

    /** The highest number that the first group of the pattern takes. */
    OptionalInt highest(Pattern names) {
        return network().map(layer -> names.matcher(layer.flat()))
                .filter(matcher -> matcher.find())
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .max();
    }

    /** The columns of these layers, where known. */
    LongStream inputs(Pattern names) {
        return like(names).mapToLong(layer -> layer.outline().in()).filter(size -> size > 0);
    }

    /** The rows of these layers, where known. */
    LongStream outputs(Pattern names) {
        return like(names).mapToLong(layer -> layer.outline().out()).filter(size -> size > 0);
    }
}
