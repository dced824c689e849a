package dev.lorikeet.storage;

import java.time.InstantSource;
import java.util.Map;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.storage.hashing.Digester;
import dev.lorikeet.storage.hashing.HashingLimits;
import dev.lorikeet.storage.hashing.Hashings;
import dev.lorikeet.storage.mirror.Copying;
import dev.lorikeet.storage.mirror.MirrorMeters;
import dev.lorikeet.storage.mirror.MirrorSettings;
import dev.lorikeet.storage.mirror.Mirrors;
import dev.lorikeet.storage.mirror.Volumes;
import dev.lorikeet.storage.mirror.WantsConsumer;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.removal.RemovalLimits;
import dev.lorikeet.storage.removal.Removals;
import dev.lorikeet.storage.sweep.SweepLimits;
import dev.lorikeet.storage.sweep.SweepMeters;
import dev.lorikeet.storage.sweep.Sweeps;
import dev.lorikeet.storage.testing.Settings;
import dev.lorikeet.storage.verification.Examinations;
import dev.lorikeet.storage.verification.Verifications;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The whole service without Spring, on whatever engines its delivery and its bucket are. */
public record Worker(Verifications verifications, Hashings hashings, Removals removals, Sweeps sweeps) {

    public static Worker on(Delivery delivery, ObjectStore bucket, InstantSource clock, Scheduler timer) {
        return on(delivery, bucket, clock, timer, Map.of());
    }

    public static Worker on(Delivery delivery, ObjectStore bucket, InstantSource clock, Scheduler timer,
            Map<String, String> settings) {
        return on(delivery, bucket, new Volumes(Map.of()), clock, timer, settings);
    }

    public static Worker on(Delivery delivery, ObjectStore bucket, Volumes volumes, InstantSource clock,
            Scheduler timer, Map<String, String> settings) {
        var examination = Examinations.on(bucket, settings);
        var hashing = Settings.of("lorikeet.hashing", HashingLimits.class, settings);
        var verifications = new Verifications(delivery, examination, clock);
        var hashings = new Hashings(delivery, new Digester(bucket, hashing, Schedulers.immediate(), timer), hashing,
                clock);
        var mirroring = Settings.of("lorikeet.mirror", MirrorSettings.class, settings);
        var mirrorMeters = new MirrorMeters(new SimpleMeterRegistry());
        var mirrors = new Mirrors(delivery, volumes, new Copying(bucket, mirroring, mirrorMeters, timer), mirroring,
                mirrorMeters, clock);
        var removals = new Removals(delivery, bucket, Settings.of("lorikeet.removal", RemovalLimits.class, settings),
                clock);
        var sweeps = new Sweeps(delivery, verifications, bucket,
                Settings.of("lorikeet.sweep", SweepLimits.class, settings),
                new SweepMeters(new SimpleMeterRegistry()), clock);
        var _ = new LoraEventsConsumer(delivery, verifications, hashings, mirrors, removals);
        var _ = new WantsConsumer(delivery, mirrors);
        return new Worker(verifications, hashings, removals, sweeps);
    }
}
