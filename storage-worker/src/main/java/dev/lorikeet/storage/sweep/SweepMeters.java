package dev.lorikeet.storage.sweep;

import java.util.List;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What sweeps did, as numbers for operators. */
@Component
public class SweepMeters {
    private static final String FOUND = "lorikeet.sweep.found";

    private final MeterRegistry registry;

    /** All of it is there from the start, so that the first time is a change too. */
    public SweepMeters(MeterRegistry registry) {
        this.registry = registry;
        runs("done");
        runs("refused");
        List.of("orphan", "upload", "vanished", "stuck").forEach(what -> found(what, false));
        removed();
    }

    void swept(SweepReport report) {
        runs(report.refusal() == null ? "done" : "refused").increment();
        if (report.refusal() == null) {
            count("orphan", report, report.orphans());
            count("upload", report, report.uploads());
            count("vanished", report, report.vanished());
            count("stuck", report, report.stuck());
            removed().increment(report.dryRun() ? 0 : (double) report.orphanBytes());
        }
    }

    private void count(String what, SweepReport report, long many) {
        found(what, report.dryRun()).increment((double) many);
    }

    private Counter runs(String outcome) {
        return registry.counter("lorikeet.sweep.runs", "outcome", outcome);
    }

    private Counter found(String what, boolean dryRun) {
        return registry.counter(FOUND, "what", what, "dryRun", String.valueOf(dryRun));
    }

    private Counter removed() {
        return registry.counter("lorikeet.sweep.removed.bytes");
    }
}
