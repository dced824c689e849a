package dev.lorikeet.storage.verification;

import java.util.Map;

import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.scanner.Clamd;
import dev.lorikeet.storage.scanner.ClamdSettings;
import dev.lorikeet.storage.testing.Settings;
import dev.lorikeet.storage.torch.TorchLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.core.scheduler.Schedulers;

/** Examinations without Spring, on the thread that asks. */
public final class Examinations {
    private Examinations() {}

    public static Examination on(ObjectStore bucket, Map<String, String> settings) {
        var limits = Settings.of("lorikeet.storage", ExaminationLimits.class, settings);
        return new Examination(bucket,
                new Contents(limits, Settings.of("lorikeet.storage.torch", TorchLimits.class, settings)),
                new Clamd(bucket, Settings.of("lorikeet.clamd", ClamdSettings.class, settings)), limits,
                new VerificationMeters(new SimpleMeterRegistry()), Schedulers.immediate());
    }
}
