package dev.lorikeet.storage.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What sweeps did, as numbers for operators. */
@Component
public class SweepMeters {
    private static final String FOUND = "lorikeet.sweep.found";

    private final MeterRegistry registry;

    public SweepMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void swept(SweepReport report) {
        registry.counter("lorikeet.sweep.runs", "outcome", report.refusal() == null ? "done" : "refused").increment();
        if (report.refusal() == null) {
            count("orphan", report, report.orphans());
            count("upload", report, report.uploads());
            count("vanished", report, report.vanished());
            count("stuck", report, report.stuck());
            registry.counter("lorikeet.sweep.removed.bytes")
                    .increment(report.dryRun() ? 0 : (double) report.orphanBytes());
        }
    }

    private void count(String what, SweepReport report, long many) {
        registry.counter(FOUND, "what", what, "dryRun", String.valueOf(report.dryRun())).increment((double) many);
    }
}
