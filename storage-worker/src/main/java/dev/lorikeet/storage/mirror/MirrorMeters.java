package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What copies cost and how they end, as numbers for operators. */
@Component
public class MirrorMeters {
    private final MeterRegistry registry;

    public MirrorMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void sent(long bytes) {
        registry.counter("lorikeet.mirror.bytes").increment((double) bytes);
    }

    void ended(String volume, Copying.End end, Duration took) {
        registry.timer("lorikeet.mirror.copies", "volume", volume, "end", end.name().toLowerCase(Locale.ROOT))
                .record(took);
    }

    void lost(String volume) {
        registry.counter("lorikeet.mirror.lost", "volume", volume).increment();
    }
}
