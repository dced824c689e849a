package dev.lorikeet.storage.sweep;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What sweeps did, as numbers for operators. */
@Component
public class SweepMeters {
    private static final String FOUND = "lorikeet.sweep.found";

    private final MeterRegistry registry;
    private final AtomicLong refusedInARow = new AtomicLong();

    public SweepMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("lorikeet.sweep.refused.in.a.row", refusedInARow);
    }

    void swept(SweepReport report) {
        if (report.refusal() != null) {
            refusedInARow.incrementAndGet();
            return;
        }
        refusedInARow.set(0);
        count("orphan", report, report.orphans());
        count("upload", report, report.uploads());
        count("vanished", report, report.vanished());
        registry.counter("lorikeet.sweep.removed.bytes").increment(report.dryRun() ? 0 : (double) report.orphanBytes());
    }

    private void count(String what, SweepReport report, long many) {
        registry.counter(FOUND, "what", what, "dryRun", String.valueOf(report.dryRun())).increment((double) many);
    }
}
