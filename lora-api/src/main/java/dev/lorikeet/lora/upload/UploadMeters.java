package dev.lorikeet.lora.upload;

import java.util.Locale;
import java.util.function.Supplier;

import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import dev.lorikeet.lora.lifecycle.Lora;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** How many tickets come out, and what becomes of them. */
@Component
public class UploadMeters {
    private final MeterRegistry registry;

    public UploadMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void ticket(Strategy strategy) {
        registry.counter("lorikeet.uploads.tickets", "strategy", lower(strategy.name())).increment();
    }

    <T> T signing(Supplier<T> signing) {
        return registry.timer("lorikeet.uploads.signing").record(signing);
    }

    void outcome(String outcome) {
        registry.counter("lorikeet.uploads.outcomes", "outcome", lower(outcome)).increment();
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
