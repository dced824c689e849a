package dev.lorikeet.lora.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.event.GenerationId;
import org.jspecify.annotations.Nullable;

/**
 * How often a LoRA was used, and when last.
 *
 * @param recent the generations counted last, because events may be delivered more than once
 */
public record Usage(long count, @Nullable Instant last, List<GenerationId> recent) {
    /** More than a single poll brings (100), and a crash repeats no more than one poll. */
    static final int REMEMBERED = 128;

    public Usage {
        recent = List.copyOf(recent);
    }

    static Usage none() {
        return new Usage(0, null, List.of());
    }

    /** Empty if this use was counted before. */
    Optional<Usage> counting(GenerationId generation, Instant at) {
        if (recent.contains(generation)) {
            return Optional.empty();
        }
        var latest = last == null || at.isAfter(last) ? at : last;
        var remembered = Stream.concat(Stream.of(generation), recent.stream()).limit(REMEMBERED).toList();
        return Optional.of(new Usage(count + 1, latest, remembered));
    }
}
