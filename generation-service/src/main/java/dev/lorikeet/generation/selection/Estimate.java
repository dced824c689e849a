package dev.lorikeet.generation.selection;

import java.util.LinkedHashMap;
import java.util.List;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.models.ModelConfiguration.Experts;
import dev.lorikeet.generation.selection.Summary.Level;
import dev.lorikeet.generation.selection.Summary.MemoryImpact;

/** What LoRAs take of a worker's memory and time. */
final class Estimate {
    private final SelectionLimits limits;
    private final Experts experts;

    Estimate(SelectionLimits limits, Experts experts) {
        this.limits = limits;
        this.experts = experts;
    }

    /** The file's size stands in where nothing is known: what is loaded is what is in it. */
    static long resident(CatalogueEntry entry) {
        var memory = entry.facts().memory();
        return memory == null ? entry.object().size() : memory.residentBytes();
    }

    /** A file on both networks is there twice. */
    MemoryImpact memory(List<Verdict> verdicts) {
        long bytes = 0;
        int unknown = 0;
        for (var verdict : verdicts) {
            var entry = verdict.entry().orElse(null);
            if (entry != null) {
                bytes += resident(entry) * copies(verdict);
                unknown += entry.facts().memory() == null ? 1 : 0;
            }
        }
        return new MemoryImpact(bytes, level(bytes), unknown);
    }

    private int copies(Verdict verdict) {
        return experts == Experts.TWO && verdict.expert() == NoiseExpert.BOTH ? 2 : 1;
    }

    private Level level(long bytes) {
        if (bytes == 0) {
            return Level.NONE;
        }
        if (bytes < limits.mediumMemory().toBytes()) {
            return Level.LOW;
        }
        return bytes < limits.highMemory().toBytes() ? Level.MEDIUM : Level.HIGH;
    }

    /** Each file is fetched once, wherever it is used. */
    long loadSeconds(List<Verdict> verdicts) {
        var files = new LinkedHashMap<String, Long>();
        verdicts.forEach(verdict -> verdict.entry()
                .ifPresent(entry -> files.put(entry.lora().value(), entry.object().size())));
        long bytes = files.values().stream().mapToLong(Long::longValue).sum();
        return Math.ceilDiv(bytes, limits.fetchedPerSecond().toBytes());
    }
}
