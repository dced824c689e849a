package dev.lorikeet.generation.selection;

import java.util.Objects;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.ModelConfiguration.Experts;

/** Which of the two networks a LoRA is applied to, and whether that is the one it was made for. */
final class ExpertFit {
    private ExpertFit() {}

    /** The owner's word beats what was found in the file. */
    static NoiseExpert known(CatalogueEntry entry) {
        return Objects.requireNonNullElse(entry.description().expert(), entry.facts().expert().expert());
    }

    static void decide(ModelConfiguration model, CatalogueEntry entry, Verdict verdict) {
        if (model.experts() == Experts.ONE) {
            verdict.appliesTo(NoiseExpert.BOTH);
            return;
        }
        var known = known(entry);
        var wanted = Objects.requireNonNullElse(verdict.placement().expert(),
                known == NoiseExpert.UNKNOWN ? NoiseExpert.BOTH : known);
        verdict.appliesTo(wanted);
        if (known == NoiseExpert.UNKNOWN) {
            verdict.warn("It is not known which expert it was made for; it is used for " + word(wanted)
                    + ". Say in the library which one is right.");
        } else if (known != NoiseExpert.BOTH && known != wanted) {
            verdict.refuse("It was made for " + word(known) + " and is chosen for " + word(wanted)
                    + ". If that is wrong, say in the library which one is right.");
        }
        if (wanted != NoiseExpert.BOTH && !model.worker().dialect().capabilities().experts()) {
            verdict.refuse("The worker of " + model.name()
                    + " applies every LoRA to both experts, so one for " + word(wanted)
                    + " alone cannot be used.");
        }
    }

    static String word(NoiseExpert expert) {
        return switch (expert) {
            case HIGH -> "the high-noise expert";
            case LOW -> "the low-noise expert";
            case BOTH, UNKNOWN -> "both experts";
        };
    }
}
