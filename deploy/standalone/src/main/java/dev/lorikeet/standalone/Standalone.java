package dev.lorikeet.standalone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.s3.S3Settings;
import io.micrometer.core.instrument.Metrics;
import org.springframework.context.ConfigurableApplicationContext;

/** Engines first, then the services, and an address when all of them are ready; the other way round at the end. */
public final class Standalone implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final EmbeddedPlatform platform;
    private final List<ConfigurableApplicationContext> services;

    private Standalone(EmbeddedPlatform platform, List<ConfigurableApplicationContext> services) {
        this.platform = platform;
        this.services = services;
    }

    static Standalone start(CommandLine command, Consumer<String> progress) {
        var ports = Ports.from(command.port());
        LoopbackPort.requireFree("lora-api", command.port());
        LoopbackPort.requireFree("generation-service", command.port() + 1);
        LoopbackPort.requireFree("storage-worker", command.port() + 2);
        var keys = Keys.in(command.data().resolve("keys"));
        var origins = List.of(url(command.port()), "http://127.0.0.1:" + command.port());
        var platform = EmbeddedPlatform.start(command.data(), ports,
                new S3Settings(keys.s3(), Services.BUCKET, origins),
                Metrics.globalRegistry, progress);
        var starting = new Services(platform, keys, command.port()).start();
        try {
            var services = starting.stream().map(CompletableFuture::join).toList();
            var started = new Standalone(platform, services);
            new Readiness(command.port(), progress).await(READY_WITHIN);
            return started;
        } catch (RuntimeException failure) {
            closeAll(starting.stream()
                    .filter(one -> one.isDone() && !one.isCompletedExceptionally())
                    .map(CompletableFuture::join)
                    .toList());
            platform.close();
            throw explained(failure);
        }
    }

    /** From whichever of the services has it. */
    <T> T bean(Class<T> type) {
        return services.stream()
                .flatMap(service -> service.getBeanProvider(type).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service has a " + type.getSimpleName()));
    }

    static String url(int port) {
        return "http://localhost:" + port;
    }

    private static RuntimeException explained(RuntimeException failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? new PlatformFailure("A service did not start: " + failure.getCause().getMessage(), failure.getCause())
                : failure;
    }

    /** The services let go of the engines before these stop. */
    @Override
    public void close() {
        closeAll(services);
        platform.close();
    }

    private static void closeAll(List<ConfigurableApplicationContext> contexts) {
        contexts.stream()
                .map(context -> CompletableFuture.runAsync(context::close,
                        task -> Thread.ofPlatform().name("stop").start(task)))
                .toList()
                .forEach(CompletableFuture::join);
    }
}
