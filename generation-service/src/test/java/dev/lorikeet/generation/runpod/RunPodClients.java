package dev.lorikeet.generation.runpod;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.util.unit.DataSize;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Real clients for servers of tests. */
final class RunPodClients {
    static final String KEY = "rpa_stand_in";
    static final Scheduler WAITING = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    private RunPodClients() {}

    /** As configured, but quick to give up. */
    static RunPodSettings settings(URI url) {
        return settings(url, KEY, 1, 800, 50);
    }

    static RunPodSettings settings(URI url, String key, int tries, int looks, int atOnce) {
        return settings(url, key, tries, looks, atOnce, Duration.ofMillis(1));
    }

    static RunPodSettings settings(URI url, String key, int tries, int looks, int atOnce, Duration refusedFor) {
        var wait = Duration.ofMillis(1);
        return new RunPodSettings(url, key, null, Duration.ofSeconds(2), Duration.ofSeconds(3), tries, wait, 800, looks,
                80, atOnce, 50, 100, Duration.ofMinutes(1), refusedFor, DataSize.ofKilobytes(64),
                DataSize.ofMegabytes(1));
    }

    static RunPodHttp client(RunPodSettings settings, EndpointCalls calls) {
        return new RunPodHttp(settings, calls, WAITING);
    }

    static RunPodHttp client(RunPodSettings settings, MeterRegistry meters) {
        return client(settings, new EndpointCalls(settings, meters));
    }
}
