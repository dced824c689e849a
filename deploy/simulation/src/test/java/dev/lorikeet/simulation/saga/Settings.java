package dev.lorikeet.simulation.saga;

import java.time.Duration;
import java.util.Map;

import dev.lorikeet.delivery.DeliveryLimits;
import dev.lorikeet.generation.catalogue.CatalogueLimits;
import dev.lorikeet.generation.dispatch.DispatchLimits;
import dev.lorikeet.lora.deletion.DeletionTimes;
import dev.lorikeet.lora.upload.UploadLimits;
import dev.lorikeet.lora.workspace.QuotaLimits;
import org.springframework.util.unit.DataSize;

/** The services' own settings, with times so short that a life of days fits into half an hour. */
final class Settings {
    static final Duration TICKET = Duration.ofSeconds(80);
    static final QuotaLimits QUOTA = new QuotaLimits(DataSize.ofMegabytes(1), 6, 4);
    static final DeletionTimes UNDO = new DeletionTimes(Duration.ofSeconds(12), Duration.ofMinutes(30));
    static final UploadLimits UPLOADS = new UploadLimits(DataSize.ofMegabytes(64), DataSize.ofBytes(300),
            DataSize.ofMegabytes(5), 10_000, TICKET, Duration.ofSeconds(60), 100, 10, DataSize.ofMegabytes(8), 4,
            Duration.ofMinutes(1), Duration.ofSeconds(30));
    static final CatalogueLimits CATALOGUE = new CatalogueLimits(Duration.ofSeconds(1), Duration.ofMinutes(1), 3,
            Duration.ofDays(31), Duration.ofDays(6), Duration.ofHours(1), 64);
    static final DispatchLimits DISPATCH = new DispatchLimits(3, 2, 2, Duration.ofSeconds(3), Duration.ofMinutes(4),
            Duration.ofSeconds(60), Duration.ofSeconds(10), 8, Duration.ofSeconds(2), Duration.ofSeconds(8),
            Duration.ofSeconds(6), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(30));

    private Settings() {}

    static Map<String, String> prover(Pace pace) {
        var every = pace.sweep();
        return Map.of("lorikeet.sweep.every", every.toString(), "lorikeet.sweep.grace", "90s",
                "lorikeet.sweep.unheard", "15m",
                "lorikeet.sweep.recent-days", "1", "lorikeet.sweep.whole-every", every.multipliedBy(2).toString(),
                "lorikeet.sweep.most-percent", "100", "lorikeet.removal.look-again-after", "100s",
                "lorikeet.hashing.per-second", "200MB");
    }

    static DeliveryLimits delivery(Pace pace) {
        var usual = DeliveryLimits.defaults();
        return new DeliveryLimits(usual.commit(),
                new DeliveryLimits.Relay(1, pace.look(), 200, Duration.ofSeconds(10)),
                new DeliveryLimits.Consumer(1, 5, Duration.ofSeconds(30)),
                new DeliveryLimits.Work(8, pace.look(), Duration.ofSeconds(20)),
                new DeliveryLimits.BackOff(Duration.ofMillis(200), Duration.ofSeconds(8)));
    }
}
