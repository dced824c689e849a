package dev.lorikeet.lora.library;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.lifecycle.Lora;

/** The list as anybody would write it who has everything in memory. */
record Naive(Map<String, String> asked) {

    List<String> list(List<Lora.Known> all) {
        return all.stream().filter(this::fits).sorted(order()).map(lora -> lora.identity().lora().value()).toList();
    }

    private boolean fits(Lora.Known lora) {
        return description(lora).filter(description -> isAskedFor("status", one -> one.contains(status(lora)))
                && isAskedFor("query", one -> texts(lora).stream().anyMatch(text -> holds(text, one.getFirst())))
                && isAskedFor("tag", one -> description.tags().stream().anyMatch(one.getFirst()::equalsIgnoreCase))
                && isAskedFor("baseModel", one -> one.contains(family(lora)))
                && isAskedFor("fileSize", one -> one.contains(String.valueOf(lora.identity().expected().size())))
                && isAskedFor("sha256", one -> digest(lora).filter(one::contains).isPresent())
                && isAskedFor("expert", one -> one.contains(ListFields.word(expert(lora, description)))))
                .isPresent();
    }

    private boolean isAskedFor(String parameter, Predicate<List<String>> fits) {
        var value = parameter.equals("status") ? asked.getOrDefault(parameter, "ready") : asked.get(parameter);
        return value == null || (parameter.equals("query") && value.isBlank())
                || fits.test(parameter.equals("status") ? List.of(value.split(",", -1)) : List.of(value));
    }

    private Comparator<Lora.Known> order() {
        var sort = asked.getOrDefault("sort", "-uploadedAt");
        Comparator<Lora.Known> byField = switch (sort.replace("-", "")) {
            case "name" ->
                Comparator.comparing(lora -> points(description(lora).orElseThrow().name()), Arrays::compare);
            case "fileSize" -> Comparator.comparingLong(lora -> lora.identity().expected().size());
            case "uploadedAt" -> Comparator.comparingLong(lora -> uploadedAt(lora).toEpochMilli());
            default -> Comparator.comparing(lora -> proven(lora).map(ready -> ready.usage().last())
                    .orElse(Instant.EPOCH));
        };
        var ascending = byField.thenComparing(lora -> lora.identity().lora().value());
        return sort.startsWith("-") ? ascending.reversed() : ascending;
    }

    private static int[] points(String text) {
        return composed(text).codePoints().map(point -> Character.toLowerCase(Character.toUpperCase(point))).toArray();
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static boolean holds(String text, String part) {
        var whole = composed(text);
        var sought = composed(part);
        for (int at = 0; at <= whole.length() - sought.length(); at++) {
            if (whole.regionMatches(true, at, sought, 0, sought.length())) {
                return true;
            }
        }
        return false;
    }

    static List<String> texts(Lora.Known lora) {
        return description(lora).map(description -> Stream.of(List.of(description.name(),
                lora.identity().expected().fileName()), description.tags(), description.triggerWords())
                .flatMap(List::stream)
                .toList()).orElse(List.of());
    }

    private static String status(Lora.Known lora) {
        return lora instanceof Lora.Discarded ? "deleting" : lora.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Optional<LoraDescription> description(Lora.Known lora) {
        return switch (lora) {
            case Lora.Uploading uploading -> Optional.of(uploading.description());
            case Lora.Verifying verifying -> Optional.of(verifying.description());
            case Lora.Kept kept -> Optional.of(kept.description());
            case Lora.Deleting(var was, var _, var _) -> Optional.of(was.description());
            case Lora.Discarded(var was, var _) -> Optional.of(was.description());
            case Lora.Abandoned _,Lora.Deleted _ -> Optional.empty();
        };
    }

    private static Instant uploadedAt(Lora.Known lora) {
        return switch (lora) {
            case Lora.Verifying verifying -> verifying.uploadedAt();
            case Lora.Kept kept -> kept.uploadedAt();
            case Lora.Deleting(var was, var _, var _) -> was.uploadedAt();
            case Lora.Discarded(var was, var _) -> was.uploadedAt();
            default -> lora.identity().createdAt();
        };
    }

    private static Optional<Lora.Ready> proven(Lora.Known lora) {
        return switch (lora) {
            case Lora.Ready ready -> Optional.of(ready);
            case Lora.Missing(var was, var _, var _) -> Optional.of(was);
            case Lora.Deleting(var was, var _, var _) -> proven(was);
            case Lora.Discarded(var was, var _) -> proven(was);
            default -> Optional.empty();
        };
    }

    private static Optional<String> digest(Lora.Known lora) {
        return proven(lora).map(ready -> ready.proof().sha256()).map(Sha256::value);
    }

    private static String family(Lora.Known lora) {
        return proven(lora).map(ready -> ready.proof().facts().baseModel().family()).orElse("unknown");
    }

    private static NoiseExpert expert(Lora.Known lora, LoraDescription description) {
        return Optional.ofNullable(description.expert())
                .or(() -> proven(lora).map(ready -> ready.proof().facts().expert().expert()))
                .orElse(NoiseExpert.UNKNOWN);
    }
}
