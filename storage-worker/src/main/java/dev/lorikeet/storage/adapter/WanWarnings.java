package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter.AdapterKind;

/** What whoever selects a WAN LoRA has to know beforehand. */
final class WanWarnings {
    private static final long FUN_CONTROL = 48;
    private static final long CAMERA = 32;

    private WanWarnings() {}

    static List<String> of(WanEvidence found, Modules modules) {
        var shapes = found.shapes();
        return Stream.of(ignored(shapes), vace(shapes), channels(found), blocks(found), size(found),
                magnitudes(modules), version(found), expert(found)).flatMap(Optional::stream).toList();
    }

    private static Optional<String> ignored(WanShapes shapes) {
        return shapes.imageLayers() == 0
                ? Optional.empty()
                : Optional.of(layers(shapes.imageLayers()) + " for pictures (k_img, v_img, img_emb) will be ignored by"
                        + " WAN 2.2, which has no such layers.");
    }

    private static Optional<String> vace(WanShapes shapes) {
        return shapes.vaceLayers() == 0
                ? Optional.empty()
                : Optional.of(layers(shapes.vaceLayers()) + " of VACE will be ignored by models without VACE.");
    }

    private static Optional<String> channels(WanEvidence found) {
        long channels = found.shapes().channels().orElse(0);
        if (channels == CAMERA) {
            return Optional
                    .of("It was trained for a WAN with camera control and changes how pictures enter the model.");
        }
        return channels == FUN_CONTROL && !found.size().equals(Optional.of(WanSize.B5))
                ? Optional.of("It was trained for WAN Fun-Control and changes how pictures enter the model.")
                : Optional.empty();
    }

    private static Optional<String> blocks(WanEvidence found) {
        return found.isBeyondLastBlock()
                ? Optional.of("It has layers for block " + found.shapes().lastBlock().orElse(0)
                        + ", more than WAN models of this size have.")
                : Optional.empty();
    }

    private static Optional<String> size(WanEvidence found) {
        return found.size().isPresent() || found.isBeyondLastBlock()
                ? Optional.empty()
                : Optional.of(found.shapes()
                        .width()
                        .stream()
                        .boxed()
                        .findFirst()
                        .map(width -> "Its layers have the width " + width + ", which no WAN that is known here has.")
                        .orElse("Its layers do not tell for which size of WAN it was trained."));
    }

    private static Optional<String> magnitudes(Modules modules) {
        return modules.layers().stream().anyMatch(layer -> layer.kind() == AdapterKind.DORA)
                ? Optional.of("It is a DoRA. Some WAN workers ignore its magnitudes, which makes it look different.")
                : Optional.empty();
    }

    private static Optional<String> version(WanEvidence found) {
        return found.isVersionOpen()
                ? Optional.of("The file does not tell whether it was trained on WAN 2.1 or WAN 2.2.")
                : Optional.empty();
    }

    private static Optional<String> expert(WanEvidence found) {
        return found.isExpertOpen()
                ? Optional.of("The file does not tell which noise expert of WAN 2.2 it was trained for.")
                : Optional.empty();
    }

    private static String layers(long count) {
        return count == 1 ? "1 layer" : count + " layers";
    }
}
