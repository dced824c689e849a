package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What an operator sees of the copy. */
@Component
public class CatalogueMeters {
    private final MeterRegistry registry;
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong rebuilding = new AtomicLong();

    public CatalogueMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("lorikeet.catalogue.entries", entries);
        registry.gauge("lorikeet.catalogue.rebuilding", rebuilding);
    }

    void applied(Duration lag) {
        registry.timer("lorikeet.catalogue.lag").record(lag.isNegative() ? Duration.ZERO : lag);
    }

    /** @param outcome agreed, waited, differed, asked or rebuilt */
    void compared(String outcome) {
        registry.counter("lorikeet.catalogue.digests", "outcome", outcome).increment();
    }

    void entries(long count) {
        entries.set(count);
    }

    void rebuilding(boolean is) {
        rebuilding.set(is ? 1 : 0);
    }

    void rebuilt(RebuildReport report) {
        registry.timer("lorikeet.catalogue.rebuilds").record(report.took());
        registry.counter("lorikeet.catalogue.rebuilt", "what", "changed").increment((double) report.changed());
        registry.counter("lorikeet.catalogue.rebuilt", "what", "removed").increment((double) report.removed());
    }
}
