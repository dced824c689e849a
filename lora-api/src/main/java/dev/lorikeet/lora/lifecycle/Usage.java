package dev.lorikeet.lora.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.GenerationId;
import org.jspecify.annotations.Nullable;

/**
 * How often a LoRA was used, when last, and which videos need it now.
 *
 * @param recent the generations counted last, because events may be delivered more than once
 * @param needing the generations that are not over, oldest first
 */
public record Usage(long count, @Nullable Instant last, List<GenerationId> recent, List<Need> needing) {
    /** More than a single poll brings (100), and a crash repeats no more than one poll. */
    static final int REMEMBERED = 128;
    /** So many are waited for at once; where more need it, it is needed for as long as these take anyway. */
    static final int MOST_NEEDING = 500;
    /** A video that had to go on without this LoRA never says that it does not need it any more. */
    static final Duration LONGEST_NEED = Duration.ofDays(1);

    /** A generation that was asked for and is not over. */
    public record Need(GenerationId generation, Instant since) {}

    public Usage {
        recent = List.copyOf(recent);
        needing = List.copyOf(needing);
    }

    public static Usage none() {
        return new Usage(0, null, List.of(), List.of());
    }

    /** Empty if this use was counted before. */
    Optional<Usage> counting(GenerationId generation, Instant at) {
        if (recent.contains(generation)) {
            return Optional.empty();
        }
        var latest = last == null || at.isAfter(last) ? at : last;
        var remembered = Stream.concat(Stream.of(generation), recent.stream()).limit(REMEMBERED).toList();
        var needed = Stream.concat(needing.stream().filter(need -> need.since().isAfter(at.minus(LONGEST_NEED))),
                Stream.of(new Need(generation, at))).limit(MOST_NEEDING).toList();
        return Optional.of(new Usage(count + 1, latest, remembered, needed));
    }

    /** Empty if it was not waited for. */
    Optional<Usage> without(GenerationId ended) {
        var left = needing.stream().filter(need -> !need.generation().equals(ended)).toList();
        return left.size() == needing.size() ? Optional.empty() : Optional.of(new Usage(count, last, recent, left));
    }
}
