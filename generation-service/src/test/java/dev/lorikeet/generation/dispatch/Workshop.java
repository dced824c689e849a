package dev.lorikeet.generation.dispatch;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.notice.NoticeLimits;
import dev.lorikeet.generation.notice.Notices;
import dev.lorikeet.generation.notice.Receivers;
import dev.lorikeet.generation.result.Results;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.generation.runpod.RunPodSettings;
import dev.lorikeet.generation.volumes.Presences;
import dev.lorikeet.generation.volumes.VolumeLimits;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/** All of the service that has to do with RunPod, without Spring, on whatever its boundaries are. */
public record Workshop(Generations generations, Dispatcher dispatcher, Settling settling, Callbacks callbacks,
        Stock stock, WaitingJobs waiting, Notices notices) {
    private static final int LOOKED_AT = 8;

    /** What the service is reached by, and reaches. */
    public record Boundaries(JobBucket bucket, RunPod runPod, Models models, Catalogue catalogue, Results results,
            InstantSource clock, MeterRegistry registry) {}

    /**
     * The same as a running instance.
     *
     * @param jobs the collection of the jobs, for looking at those that wait
     */
    public static Workshop on(Delivery delivery, DocumentStore jobs, Boundaries reached, DispatchLimits limits,
            Supplier<String> secrets) {
        var clock = reached.clock();
        var meters = new JobMeters(reached.registry(), clock);
        var generations = new Generations(delivery, clock);
        var lanes = new Lanes(delivery, generations, limits, clock);
        var settling = new Settling(generations, lanes, limits, clock, meters, reached.models());
        var presences = new Presences(delivery, new VolumeLimits(Duration.ofSeconds(3), Duration.ofHours(1),
                Duration.ofMinutes(1), Duration.ofMinutes(10)), clock);
        var stock = new Stock(reached.catalogue(), reached.bucket());
        var waiting = new InMemoryWaitingJobs(jobs, LOOKED_AT);
        var preparation = new Preparation(reached.models(), stock, presences, reached.bucket(), limits, settings(),
                clock);
        var dispatcher = new Dispatcher(generations, lanes, waiting, preparation, reached.runPod(), limits, settling,
                new Secrets(secrets), clock, meters);
        var notices = new Notices(generations, _ -> Mono.just(new Receivers.Answer.Taken()),
                new NoticeLimits(List.of(), Set.of(), 1, Duration.ofSeconds(1), Duration.ofSeconds(1),
                        Duration.ofSeconds(1), 1),
                clock, reached.registry());
        var _ = new Watch(delivery, settling, dispatcher, stock, reached.runPod(), reached.results(),
                new EndpointReasons(reached.runPod(), clock), notices, limits, clock);
        return new Workshop(generations, dispatcher, settling, new Callbacks(generations, settling, reached.runPod(),
                clock), stock, waiting, notices);
    }

    /** After which a call to RunPod is given up. */
    public static Duration callTime() {
        return settings().callTime();
    }

    /** Of RunPod, with callbacks to a host of ours. */
    static RunPodSettings settings() {
        var second = Duration.ofSeconds(1);
        return new RunPodSettings(URI.create("https://api.example.org/v2"), "key", URI.create("https://us.example.org"),
                second, Duration.ofSeconds(15), 1, second, 1000, 1000, 1000, 1000, 50, 20, second, second,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(64));
    }
}
