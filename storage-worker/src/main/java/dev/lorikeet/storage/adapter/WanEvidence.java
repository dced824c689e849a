package dev.lorikeet.storage.adapter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.LoraFacts.ExpertFinding;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.storage.adapter.Families.Family;

/**
 * Which WAN a LoRA is for. The size follows from the shapes; version, task and noise expert mostly do not, and are
 * concluded from what the trainer wrote down and from names.
 */
final class WanEvidence {
    private static final int MOST_EVIDENCE = 20;

    private final Family family;
    private final WanShapes shapes;
    private final Claims<WanSize> size = new Claims<>();
    private final Claims<String> version = new Claims<>();
    private final Claims<VideoTask> task = new Claims<>();
    private final Claims<NoiseExpert> expert = new Claims<>();

    private WanEvidence(Family family, WanShapes shapes) {
        this.family = family;
        this.shapes = shapes;
    }

    /** What was concluded: the model, the expert, and what they leave open. */
    static WanEvidence of(Family family, Modules modules, Map<String, String> metadata, String fileName) {
        var evidence = new WanEvidence(family, WanShapes.of(modules));
        evidence.lookAtShapes();
        evidence.lookAtExperts(WanExperts.of(modules));
        evidence.lookAtBaseModel(metadata);
        evidence.lookAtTimesteps(metadata);
        new WanWords(metadata, fileName).names().forEach(evidence::lookAtName);
        evidence.conclude();
        return evidence;
    }

    private void lookAtShapes() {
        if (!isBeyondLastBlock()) {
            sizes().forEach(found -> size.add(found, Confidence.CERTAIN,
                    "Its layers have the sizes of WAN " + found.variant() + "."));
        }
        shapes.channels().ifPresent(this::lookAtChannels);
        if (shapes.hasFramePositions()) {
            version.add("2.1", Confidence.HIGH, "It has positions of a first and a last frame (WAN 2.1 FLF2V).");
            task.add(VideoTask.IMAGE_TO_VIDEO, Confidence.HIGH, "It has positions of a first and a last frame.");
        }
    }

    private Stream<WanSize> sizes() {
        var ending = shapes.endsLike5b() ? Optional.of(WanSize.B5) : shapes.byExit();
        return Stream.of(shapes.byAttention(), shapes.byFeedForward(), shapes.byEntrance(), ending)
                .flatMap(Optional::stream);
    }

    /** More blocks than any WAN of that size has. */
    boolean isBeyondLastBlock() {
        int most = sizes().findFirst().map(WanSize::blocks).orElse(WanSize.A14B.blocks());
        return shapes.lastBlock().orElse(0) >= most;
    }

    private void lookAtChannels(long channels) {
        if (channels == 16) {
            task.add(VideoTask.TEXT_TO_VIDEO, Confidence.CERTAIN, "Its patch_embedding takes 16 channels, for texts.");
        } else if (channels == 36) {
            task.add(VideoTask.IMAGE_TO_VIDEO, Confidence.CERTAIN,
                    "Its patch_embedding takes 36 channels, for a picture.");
        }
    }

    private void lookAtExperts(Optional<NoiseExpert> found) {
        found.ifPresent(value -> {
            var evidence = "Its layers are kept by network (transformer_1 high noise, transformer_2 low noise).";
            version.add("2.2", Confidence.CERTAIN, evidence);
            expert.add(value, Confidence.CERTAIN, evidence);
        });
    }

    /** Musubi writes "wan" and "wan2.1/lora" for both versions, so these say nothing here. */
    private void lookAtBaseModel(Map<String, String> metadata) {
        var value = Texts.cleanLine(metadata.get(BaseModelWords.BASE_MODEL), 60).orElse("").toLowerCase(Locale.ROOT);
        var evidence = "The trainer wrote down " + BaseModelWords.BASE_MODEL + " = " + value + ".";
        if (value.equals("wan_2.1")) {
            version.add("2.1", Confidence.HIGH, evidence);
        } else if (value.startsWith("wan_2.2")) {
            version.add("2.2", Confidence.HIGH, evidence);
        }
        if (value.startsWith("wan_2.2_14b")) {
            size.add(WanSize.A14B, Confidence.HIGH, evidence);
        } else if (value.startsWith("wan_2.2_5b")) {
            size.add(WanSize.B5, Confidence.HIGH, evidence);
        }
    }

    private void lookAtTimesteps(Map<String, String> metadata) {
        Timesteps.of(metadata).ifPresent(range -> {
            version.add("2.2", Confidence.HIGH, range.evidence());
            task.add(range.task(), Confidence.HIGH, range.evidence());
            expert.add(range.expert(), Confidence.HIGH, range.evidence());
        });
    }

    private void lookAtName(WanWords.Name name) {
        ModelWords.version(name.text())
                .ifPresent(found -> version.add(found, name.confidence(), name.says("WAN " + found)));
        ModelWords.task(name.text())
                .ifPresent(found -> task.add(found, name.confidence(), name.says(words(found))));
        ExpertWords.in(name.text())
                .ifPresent(found -> expert.add(found, name.confidence(),
                        name.says(found.name().toLowerCase(Locale.ROOT) + " noise")));
    }

    private void conclude() {
        size.decided().filter(found -> found == WanSize.B5).ifPresent(_ -> {
            version.add("2.2", size.confidence(), "Only WAN 2.2 has a 5B.");
            task.add(VideoTask.TEXT_OR_IMAGE_TO_VIDEO, size.confidence(), "WAN 2.2 5B takes texts and pictures.");
        });
        size.decided().filter(found -> found == WanSize.B1_3).ifPresent(_ -> {
            version.add("2.1", size.confidence(), "Only WAN 2.1 has a 1.3B.");
            task.add(VideoTask.TEXT_TO_VIDEO, Confidence.LOW, "WAN 2.1 1.3B was made for texts.");
        });
        if (version.decided().isEmpty() && !version.isContradictory() && expert.decided().isPresent()) {
            version.add("2.2", expert.confidence(), "Only WAN 2.2 has noise experts.");
        }
        if (shapes.imageLayers() > 0) {
            var evidence = "It has layers for a picture (k_img, v_img, img_emb), as WAN 2.1 I2V.";
            task.add(VideoTask.IMAGE_TO_VIDEO, Confidence.MEDIUM, evidence);
            // Distilled LoRAs of 2.2 carry them too, so a name that says 2.2 is right.
            if (version.decided().isEmpty() && !version.isContradictory()) {
                version.add("2.1", Confidence.MEDIUM, evidence);
            }
        }
    }

    TargetModel model() {
        var confidence = Stream.of(size.confidence(), version.confidence(), task.confidence())
                .filter(found -> found != Confidence.UNKNOWN)
                .reduce(family.confidence(), (one, other) -> one.compareTo(other) >= 0 ? one : other);
        return new TargetModel(family.name(), version.decided().orElse(null), variant().orElse(null),
                task.decided().orElse(VideoTask.UNKNOWN), confidence,
                listed(Stream.of(List.of(family.evidence()), size.evidence(), version.evidence(), task.evidence())));
    }

    /** A 14B of unknown version is called by what it is used on. */
    private Optional<String> variant() {
        boolean surely21 = version.isDecidedBy(Confidence.HIGH) && version.decided().equals(Optional.of("2.1"));
        return size.decided().map(found -> found == WanSize.A14B && surely21 ? "14b" : found.variant());
    }

    ExpertFinding expert() {
        if (!mayHaveExperts()) {
            return new ExpertFinding(NoiseExpert.UNKNOWN, Confidence.UNKNOWN,
                    List.of("Only WAN 2.2 A14B has noise experts."));
        }
        return new ExpertFinding(expert.decided().orElse(NoiseExpert.UNKNOWN), expert.confidence(),
                listed(Stream.of(expert.evidence())));
    }

    /** "Low light" in the name of a LoRA for the 5B must not make it one for an expert. */
    boolean mayHaveExperts() {
        boolean otherSize = size.decided().filter(found -> found != WanSize.A14B).isPresent();
        boolean surely21 = version.isDecidedBy(Confidence.HIGH) && version.decided().equals(Optional.of("2.1"));
        return !otherSize && !surely21;
    }

    private static List<String> listed(Stream<List<String>> evidence) {
        var sentences = new ArrayList<>(new LinkedHashSet<>(evidence.flatMap(List::stream).toList()));
        return List.copyOf(sentences.subList(0, Math.min(MOST_EVIDENCE, sentences.size())));
    }

    private static String words(VideoTask task) {
        return switch (task) {
            case TEXT_TO_VIDEO -> "text to video";
            case IMAGE_TO_VIDEO -> "image to video";
            case TEXT_OR_IMAGE_TO_VIDEO -> "text or image to video";
            case UNKNOWN -> "nothing";
        };
    }

    WanShapes shapes() {
        return shapes;
    }

    Optional<WanSize> size() {
        return size.decided();
    }

    boolean isVersionOpen() {
        return version.decided().isEmpty();
    }

    boolean isExpertOpen() {
        return mayHaveExperts() && expert.decided().isEmpty();
    }
}
