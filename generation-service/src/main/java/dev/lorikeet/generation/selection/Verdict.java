package dev.lorikeet.generation.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.selection.Summary.LoraVerdict;
import org.jspecify.annotations.Nullable;

/** What is being found out about one LoRA in its place. */
final class Verdict {
    private final Placement placement;
    private final @Nullable CatalogueEntry entry;
    private final List<String> reasons = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private NoiseExpert expert = NoiseExpert.BOTH;

    Verdict(Placement placement, @Nullable CatalogueEntry entry) {
        this.placement = placement;
        this.entry = entry;
    }

    Placement placement() {
        return placement;
    }

    /** Empty for what does not exist, or not for whoever asks. */
    Optional<CatalogueEntry> entry() {
        return Optional.ofNullable(entry);
    }

    void refuse(String reason) {
        reasons.add(reason);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    void appliesTo(NoiseExpert decided) {
        expert = decided;
    }

    /** Where it is applied, once that has been decided. */
    NoiseExpert expert() {
        return expert;
    }

    boolean appliesTo(Verdict other) {
        return expert == NoiseExpert.BOTH || other.expert == NoiseExpert.BOTH || expert == other.expert;
    }

    boolean reaches(NoiseExpert network) {
        return expert == NoiseExpert.BOTH || expert == network;
    }

    List<Fault> faults() {
        return reasons.stream().map(reason -> new Fault(placement.pointer(), reason)).toList();
    }

    List<String> warnings() {
        var name = entry == null ? placement.place() : entry.description().name();
        return warnings.stream().map(warning -> name + ": " + warning).toList();
    }

    LoraVerdict view() {
        return entry == null
                ? new LoraVerdict(placement.reference().text(), placement.slot(), null, false, reasons, warnings)
                : new LoraVerdict(entry.lora().value(), placement.slot(), entry.description().name(),
                        reasons.isEmpty(), reasons, warnings);
    }
}
