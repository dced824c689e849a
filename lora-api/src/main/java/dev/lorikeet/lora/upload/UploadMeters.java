package dev.lorikeet.lora.upload;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import dev.lorikeet.lora.lifecycle.Lora;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** How many tickets come out, and what becomes of them. */
@Component
public class UploadMeters {
    private final MeterRegistry registry;

    /** All of it is there from the start, so that the first time is a change too. */
    public UploadMeters(MeterRegistry registry) {
        this.registry = registry;
        List.of(Strategy.values()).forEach(this::tickets);
        List.of("ready", "rejected", "missing", "cancelled", "expired", "failed").forEach(this::outcomes);
    }

    void ticket(Strategy strategy) {
        tickets(strategy).increment();
    }

    private Counter tickets(Strategy strategy) {
        return registry.counter("lorikeet.uploads.tickets", "strategy", lower(strategy.name()));
    }

    <T> T signing(Supplier<T> signing) {
        return registry.timer("lorikeet.uploads.signing").record(signing);
    }

    void outcome(String outcome) {
        outcomes(lower(outcome)).increment();
    }

    private Counter outcomes(String outcome) {
        return registry.counter("lorikeet.uploads.outcomes", "outcome", outcome);
    }

    void settled(Lora state) {
        switch (state) {
            case Lora.Ready ready -> {
                outcome("ready");
                registry.summary("lorikeet.uploads.bytes").record((double) ready.proof().object().size());
            }
            case Lora.Rejected _ -> outcome("rejected");
            case Lora.Missing _ -> outcome("missing");
            default -> {}
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
