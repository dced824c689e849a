package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.ListFields;
import dev.lorikeet.generation.runpod.Submitted;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What is counted and timed of jobs. */
@Component
final class JobMeters {
    private final MeterRegistry registry;
    private final InstantSource clock;

    JobMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void submitted(Job job, Submitted answer) {
        registry.counter("lorikeet.jobs.submitted", "endpoint", job.endpoint(), "answer",
                answer.getClass().getSimpleName().toLowerCase(Locale.ROOT)).increment();
        registry.timer("lorikeet.jobs.until.submitted", "endpoint", job.endpoint())
                .record(Duration.between(job.requestedAt(), clock.instant()));
    }

    void became(Known state) {
        if (state instanceof Generation.Ended ended) {
            registry.counter("lorikeet.jobs.ended", "model", ended.job().asked().model(), "status",
                    ListFields.status(ended), "code",
                    ended instanceof Generation.Failed failed ? failed.failure().code().name() : "none").increment();
            registry.timer("lorikeet.jobs.time", "model", ended.job().asked().model(), "status",
                    ListFields.status(ended)).record(Duration.between(ended.job().requestedAt(), ended.finishedAt()));
        }
    }
}
