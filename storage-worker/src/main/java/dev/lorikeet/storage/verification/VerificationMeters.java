package dev.lorikeet.storage.verification;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What proofs cost and how they end, as numbers for operators. */
@Component
public class VerificationMeters {
    private final MeterRegistry registry;

    public VerificationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void verdict(Verdict verdict) {
        registry.counter("lorikeet.verification.verdicts", "code", switch (verdict) {
            case Verdict.Proven _ -> "PROVEN";
            case Verdict.Missing() -> "MISSING";
            case Verdict.Refused(var reason) -> reason.code();
        }).increment();
    }

    void read(int requests, long bytes) {
        registry.summary("lorikeet.verification.reads").record(requests);
        registry.summary("lorikeet.verification.bytes").record((double) bytes);
    }
}
