package dev.lorikeet.generation.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Parameter.Whole;

/** What is allowed and still seldom meant. */
final class Advice {
    private static final int NAMED = 3;

    private Advice() {}

    static List<String> on(ModelConfiguration model, Parameters parameters) {
        var advice = new ArrayList<String>();
        for (var parameter : model.parameters()) {
            if (parameter instanceof Whole whole && whole.caution() != null
                    && parameters.whole(whole.name()).orElse(0L) > whole.caution().above()) {
                advice.add(whole.caution().sentence());
            }
        }
        boolean negative = !parameters.text("negative_prompt").orElse("").isBlank();
        if (negative && parameters.number("cfg").orElse(0.0) == 1.0) {
            advice.add("At a guidance of 1 the negative prompt has no effect.");
        }
        return advice;
    }

    static void on(CatalogueEntry entry, double weight, ModelConfiguration model, String prompt, Verdict verdict) {
        if (weight == 0) {
            verdict.warn("At a weight of 0 it has no effect.");
        } else if (weight > model.loras().strong()) {
            verdict.warn("Weights above " + model.loras().strong() + " often spoil the picture.");
        }
        var words = triggerWords(entry);
        var said = prompt.toLowerCase(Locale.ROOT);
        if (!words.isEmpty() && words.stream().noneMatch(word -> said.contains(word.toLowerCase(Locale.ROOT)))) {
            verdict.warn("None of its trigger words is in the prompt: "
                    + String.join(", ", words.subList(0, Math.min(NAMED, words.size()))) + ".");
        }
    }

    /** The owner's, or else those in the file. */
    static List<String> triggerWords(CatalogueEntry entry) {
        var said = entry.description().triggerWords();
        return said.isEmpty() ? entry.facts().texts().triggerWords() : said;
    }
}
