package dev.lorikeet.storage;

import java.time.InstantSource;
import java.util.Map;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.storage.hashing.Digester;
import dev.lorikeet.storage.hashing.HashingLimits;
import dev.lorikeet.storage.hashing.Hashings;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.removal.RemovalLimits;
import dev.lorikeet.storage.removal.Removals;
import dev.lorikeet.storage.scanner.Clamd;
import dev.lorikeet.storage.scanner.ClamdSettings;
import dev.lorikeet.storage.sweep.SweepLimits;
import dev.lorikeet.storage.sweep.SweepMeters;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.torch.TorchLimits;
import dev.lorikeet.storage.verification.Contents;
import dev.lorikeet.storage.verification.Examination;
import dev.lorikeet.storage.verification.ExaminationLimits;
import dev.lorikeet.storage.verification.VerificationMeters;
import dev.lorikeet.storage.verification.Verifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The whole service without Spring, on whatever engines its delivery and its bucket are. */
public record Worker(Verifications verifications, Hashings hashings, Removals removals, Sweeps sweeps) {

    public static Worker on(Delivery delivery, ObjectStore bucket, InstantSource clock, Scheduler timer) {
        return on(delivery, bucket, clock, timer, Map.of());
    }

    public static Worker on(Delivery delivery, ObjectStore bucket, InstantSource clock, Scheduler timer,
            Map<String, String> settings) {
        var examination = examination(bucket, settings);
        var hashing = usual("lorikeet.hashing", HashingLimits.class, settings);
        var verifications = new Verifications(delivery, examination, clock);
        var hashings = new Hashings(delivery, new Digester(bucket, hashing, Schedulers.immediate(), timer), hashing,
                clock);
        var removals = new Removals(delivery, bucket, usual("lorikeet.removal", RemovalLimits.class, settings), clock);
        var sweeps = new Sweeps(delivery, verifications, bucket, usual("lorikeet.sweep", SweepLimits.class, settings),
                new SweepMeters(new SimpleMeterRegistry()), clock);
        var _ = new LoraEventsConsumer(delivery, verifications, hashings, removals);
        return new Worker(verifications, hashings, removals, sweeps);
    }

    public static Examination examination(ObjectStore bucket, Map<String, String> settings) {
        var limits = usual("lorikeet.storage", ExaminationLimits.class, settings);
        return new Examination(bucket,
                new Contents(limits, usual("lorikeet.storage.torch", TorchLimits.class, settings)),
                new Clamd(bucket, usual("lorikeet.clamd", ClamdSettings.class, settings)), limits,
                new VerificationMeters(new SimpleMeterRegistry()), Schedulers.immediate());
    }

    /** What was not set has its default. */
    public static <T> T usual(String prefix, Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
    }
}
