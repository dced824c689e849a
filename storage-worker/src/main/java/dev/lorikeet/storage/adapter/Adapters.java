package dev.lorikeet.storage.adapter;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.Adapter.Ranks;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.LoraFacts.ExpertFinding;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.storage.adapter.Families.Family;
import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;

/**
 * Says what the numbers of a file are for, from their names and shapes and from what their author wrote beside them.
 * Not knowing the model is not a fault: there are more of them than anybody can list.
 */
public final class Adapters {
    private Adapters() {}

    /**
     * What became of a file that is a LoRA.
     *
     * @param thumbnail not yet stored, and so not yet in the texts of the facts
     */
    public record Classified(LoraFacts facts, Optional<Thumbnail> thumbnail) {}

    /**
     * Throws {@link Unfit} for what is not a LoRA and for a LoRA whose parts do not fit together, and nothing else.
     *
     * @param fileName as the uploader has it; believed only where nothing better is there
     */
    public static Classified of(TensorFile file, String fileName) {
        var modules = Modules.of(file);
        var metadata = file.metadata();
        var adapter = adapter(file, modules);
        var family = Families.of(modules, metadata);
        var memory = Memory.of(modules).orElse(null);
        var texts = FileWords.of(metadata);
        if (!family.name().equals(Families.WAN)) {
            return new Classified(new LoraFacts(file.format(), adapter, model(family), noExpert(), texts, memory,
                    warnings(modules, family, List.of())), Thumbnails.of(metadata));
        }
        var wan = WanEvidence.of(family, modules, metadata, fileName);
        return new Classified(new LoraFacts(file.format(), adapter, wan.model(), wan.expert(), texts, memory,
                warnings(modules, family, WanWarnings.of(wan, modules))), Thumbnails.of(metadata));
    }

    private static Adapter adapter(TensorFile file, Modules modules) {
        long parameters = modules.layers().stream().mapToLong(Layer::parameters).reduce(0, Counts::sum);
        if (parameters == 0) {
            throw new Unfit(FileFault.INCONSISTENT_RANK, "All layers of this LoRA are empty.");
        }
        OptionalDouble alpha = Alpha.of(file.metadata());
        return new Adapter(kind(modules), ranks(modules).orElse(null),
                alpha.isPresent() ? Double.valueOf(alpha.getAsDouble()) : null, dtype(file).name(),
                modules.layers().size(), parameters);
    }

    private static AdapterKind kind(Modules modules) {
        var kinds = modules.layers()
                .stream()
                .map(Layer::kind)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AdapterKind.class)));
        // Patches of norms and biases come with every kind.
        if (kinds.size() > 1) {
            kinds.remove(AdapterKind.DIFF);
        }
        return kinds.size() == 1 ? kinds.iterator().next() : AdapterKind.MIXED;
    }

    private static Optional<Ranks> ranks(Modules modules) {
        var counts = modules.layers()
                .stream()
                .map(layer -> Math.toIntExact(layer.outline().rank()))
                .filter(rank -> rank > 0)
                .collect(Collectors.groupingBy(rank -> rank, TreeMap::new, Collectors.counting()));
        return counts.entrySet()
                .stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(usual -> new Ranks(counts.firstKey(), usual.getKey(), counts.lastKey()));
    }

    private static DType dtype(TensorFile file) {
        Map<DType, Long> bytes = new EnumMap<>(DType.class);
        for (Tensor tensor : file.tensors()) {
            bytes.merge(tensor.dtype(), tensor.bytes(), Counts::sum);
        }
        return bytes.entrySet().stream().max(Comparator.comparingLong(Map.Entry::getValue)).orElseThrow().getKey();
    }

    private static TargetModel model(Family family) {
        return new TargetModel(family.name(), family.version(), family.variant(), VideoTask.UNKNOWN,
                family.confidence(), List.of(family.evidence()));
    }

    private static ExpertFinding noExpert() {
        return new ExpertFinding(NoiseExpert.UNKNOWN, Confidence.UNKNOWN, List.of());
    }

    private static List<String> warnings(Modules modules, Family family, List<String> ofModel) {
        return Stream.of(FileWarnings.of(modules, family), ofModel).flatMap(List::stream).toList();
    }
}
