package dev.lorikeet.generation.payload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.payload.LoraFailure.OutOfMemory;
import dev.lorikeet.generation.payload.LoraFailure.Unusable;

/** What to try next when a worker cannot use the LoRAs. Every attempt has fewer of them, so it ends. */
public final class Fallbacks {
    /** What to do about too little memory, for people. */
    public static final String MEMORY_HINTS = "Try using fewer LoRAs. Reduce LoRA strength values.";
    private static final String REDUCED = "Reduced LoRA complexity due to memory constraints";

    private Fallbacks() {}

    /**
     * An order that may work, and what is different about it.
     *
     * @param adjustments sentences, to be recorded and shown
     */
    public record Adjusted(Order order, List<String> adjustments) {
        public Adjusted {
            adjustments = List.copyOf(adjustments);
        }
    }

    /**
     * Empty when the person wants a failure, or when there is nothing left to leave out.
     *
     * @param longestPrompt in characters
     */
    public static Optional<Adjusted> adjust(Order order, LoraFailure failure, int longestPrompt) {
        if (order.loras().isEmpty()) {
            return Optional.empty();
        }
        return switch (order.onLoraFailure()) {
            case FAIL -> Optional.empty();
            case DROP -> Optional.of(without(order, culprits(order, failure), failure));
            case REDUCE -> Optional.of(failure instanceof OutOfMemory ? lighter(order)
                    : without(order, culprits(order, failure), failure));
            case PROMPT -> Optional.of(inWords(order, longestPrompt));
        };
    }

    private static Set<LoraId> culprits(Order order, LoraFailure failure) {
        var all = order.loras().stream().map(ChosenLora::lora).collect(Collectors.toCollection(LinkedHashSet::new));
        if (!(failure instanceof Unusable(var named))) {
            return all;
        }
        var culprits = new LinkedHashSet<>(all);
        culprits.retainAll(named);
        return culprits.isEmpty() ? all : culprits;
    }

    private static Adjusted without(Order order, Set<LoraId> left, LoraFailure failure) {
        var gone = order.loras().stream().filter(lora -> left.contains(lora.lora())).toList();
        var kept = order.loras().stream().filter(lora -> !left.contains(lora.lora())).toList();
        var cause = failure instanceof OutOfMemory ? "there was not enough memory for them. " + MEMORY_HINTS
                : "the worker could not use them.";
        return new Adjusted(order.with(kept), List.of("Left out " + names(gone) + ": " + cause));
    }

    /** The largest goes, and what stays counts half. */
    private static Adjusted lighter(Order order) {
        var heaviest = order.loras()
                .stream()
                .max(Comparator.comparingLong(ChosenLora::residentBytes))
                .map(ChosenLora::lora)
                .orElseThrow();
        var gone = order.loras().stream().filter(lora -> lora.lora().equals(heaviest)).toList();
        var kept = order.loras()
                .stream()
                .filter(lora -> !lora.lora().equals(heaviest))
                .map(lora -> lora.weighing(half(lora.weight())))
                .toList();
        var sentence = REDUCED + ": left out " + names(gone)
                + (kept.isEmpty() ? "" : " and halved the weight of " + names(kept)) + ". " + MEMORY_HINTS;
        return new Adjusted(order.with(kept), List.of(sentence));
    }

    private static double half(double weight) {
        return BigDecimal.valueOf(weight / 2).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    private static Adjusted inWords(Order order, int longestPrompt) {
        var prompt = order.parameters().text("prompt").orElse("");
        var added = new ArrayList<String>();
        for (var word : words(order)) {
            var longer = prompt.isBlank() ? word : prompt + ", " + word;
            boolean there = prompt.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
            if (!there && longer.codePointCount(0, longer.length()) <= longestPrompt) {
                prompt = longer;
                added.add(word);
            }
        }
        var sentence = "Left out " + names(order.loras()) + ": the worker could not use them."
                + (added.isEmpty() ? "" : " Added to the prompt instead: " + String.join(", ", added) + ".");
        return new Adjusted(order.with(List.<ChosenLora>of()).with(order.parameters().with("prompt", prompt)),
                List.of(sentence));
    }

    private static Set<String> words(Order order) {
        return order.loras()
                .stream()
                .flatMap(lora -> (lora.triggerWords().isEmpty() ? List.of(lora.name()) : lora.triggerWords()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String names(List<ChosenLora> loras) {
        return loras.stream().map(ChosenLora::name).distinct().collect(Collectors.joining(", "));
    }
}
