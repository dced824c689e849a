package dev.lorikeet.embedded.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of one data directory: started side by side, stopped one after the other, the last one first. */
final class Servers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final DataDirectory directory;
    private final MeterRegistry meters;
    private final Consumer<String> progress;
    private final SequencedMap<String, CompletableFuture<? extends AutoCloseable>> all = new LinkedHashMap<>();

    Servers(DataDirectory directory, MeterRegistry meters, Consumer<String> progress) {
        this.directory = directory;
        this.meters = meters;
        this.progress = progress;
    }

    <S extends AutoCloseable> CompletableFuture<S> start(String name, Supplier<S> start, ToIntFunction<S> port) {
        var server = CompletableFuture.supplyAsync(() -> {
            var ready = timed(name, start);
            progress.accept("%s ready on %s:%d".formatted(name, LoopbackPort.HOST, port.applyAsInt(ready)));
            return ready;
        }, Servers::onThread);
        all.put(name, server);
        return server;
    }

    /** Waits for the slow ones also when a quick one has failed: only a server that is up can be stopped. */
    void awaitAll() {
        var failures = all.values()
                .stream()
                .map(server -> server.handle((_, failure) -> Optional.ofNullable(failure)).join())
                .flatMap(Optional::stream)
                .toList();
        if (!failures.isEmpty()) {
            throw explained(failures.getFirst());
        }
    }

    @Override
    public void close() {
        var deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        all.reversed().forEach((name, server) -> close(name, server, deadline - System.nanoTime()));
        directory.close();
    }

    private <S> S timed(String name, Supplier<S> start) {
        var began = System.nanoTime();
        var ready = start.get();
        meters.timer("lorikeet.embedded.start", "server", name)
                .record(Duration.ofNanos(System.nanoTime() - began));
        return ready;
    }

    private static void close(String name, CompletableFuture<? extends AutoCloseable> server, long nanos) {
        if (!server.isDone() || server.isCompletedExceptionally()) {
            return;
        }
        try {
            CompletableFuture.runAsync(() -> close(server.join()), Servers::onThread).get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{} did not stop cleanly; its data is as after a kill, which the next start repairs", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static PlatformFailure explained(Throwable failure) {
        var cause = failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        return cause instanceof PlatformFailure sentence
                ? sentence
                : new PlatformFailure(
                        "An embedded server did not start (%s); this is a fault in Lorikeet, please report it."
                                .formatted(PlatformFailure.reasonOf(cause)),
                        cause);
    }

    private static void onThread(Runnable task) {
        Thread.ofPlatform().daemon().name("embedded-server").start(task);
    }
}
