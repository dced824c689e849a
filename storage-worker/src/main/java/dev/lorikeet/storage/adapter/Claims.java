package dev.lorikeet.storage.adapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.LoraFacts.Confidence;

/**
 * What several signs say about one question. Those that are trusted most decide; where they contradict each other,
 * nothing is decided, and weaker ones do not decide for them.
 */
final class Claims<T> {
    private final List<Claim<T>> claims = new ArrayList<>();

    private record Claim<T>(T value, Confidence confidence, String evidence) {}

    void add(T value, Confidence confidence, String evidence) {
        claims.add(new Claim<>(value, confidence, evidence));
    }

    Optional<T> decided() {
        var values = strongest().stream().map(Claim::value).distinct().toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    boolean isContradictory() {
        return strongest().stream().map(Claim::value).distinct().count() > 1;
    }

    Confidence confidence() {
        return decided().isEmpty() ? Confidence.UNKNOWN : strongest().getFirst().confidence();
    }

    boolean isDecidedBy(Confidence atLeast) {
        return decided().isPresent() && confidence().compareTo(atLeast) <= 0;
    }

    /** The strongest first, also those that were outvoted. */
    List<String> evidence() {
        return claims.stream()
                .sorted(Comparator.comparing(Claim::confidence))
                .map(Claim::evidence)
                .distinct()
                .toList();
    }

    private List<Claim<T>> strongest() {
        var most = claims.stream().map(Claim::confidence).min(Comparator.naturalOrder());
        return claims.stream().filter(claim -> Optional.of(claim.confidence()).equals(most)).toList();
    }
}
