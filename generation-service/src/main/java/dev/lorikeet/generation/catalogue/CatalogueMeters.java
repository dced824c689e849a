package dev.lorikeet.generation.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

import dev.lorikeet.event.CatalogueShards;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What an operator sees of the copy. */
@Component
public class CatalogueMeters {
    private final MeterRegistry registry;
    /** By shard, as this instance saw them last. */
    private final AtomicLongArray entries = new AtomicLongArray(CatalogueShards.COUNT);
    private final AtomicLong rebuilding = new AtomicLong();

    public CatalogueMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("lorikeet.catalogue.entries", entries,
                all -> IntStream.range(0, all.length()).mapToLong(all::get).sum());
        registry.gauge("lorikeet.catalogue.rebuilding", rebuilding);
        // There from the start, so that the first of them is a change too.
        List.of("agreed", "waited", "differed", "asked", "rebuilt").forEach(this::comparisons);
    }

    void applied(Duration lag) {
        registry.timer("lorikeet.catalogue.lag").record(lag.isNegative() ? Duration.ZERO : lag);
    }

    /** @param outcome agreed, waited, differed, asked or rebuilt */
    void compared(String outcome) {
        comparisons(outcome).increment();
    }

    private Counter comparisons(String outcome) {
        return registry.counter("lorikeet.catalogue.digests", "outcome", outcome);
    }

    void entries(int shard, long count) {
        entries.set(shard, count);
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
