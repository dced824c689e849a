package dev.lorikeet.standalone;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.platform.DataDirectory;
import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.s3.S3Settings;
import io.micrometer.core.instrument.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * Engines first, then the services, and an address when all of them are ready; the other way round at the end. Another
 * thread may close it at any time of the start. Without a logger, because its log belongs to the directory's owner.
 */
public final class Standalone implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final CommandLine command;
    private final Consumer<String> progress;
    private @Nullable DataDirectory directory;
    private @Nullable EmbeddedPlatform platform;
    private @Nullable Services services;
    private boolean closed;

    Standalone(CommandLine command, Consumer<String> progress) {
        this.command = command;
        this.progress = progress;
    }

    static Standalone start(CommandLine command, Consumer<String> progress) {
        var standalone = new Standalone(command, progress);
        standalone.start();
        return standalone;
    }

    /** All of it, or a failure and nothing. */
    void start() {
        try {
            startServices(startEngines()).requireAll();
            new Readiness(command, progress).await(READY_WITHIN);
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** Before it owns the directory it neither writes there nor looks at ports, which the owner may have taken. */
    private synchronized Keys startEngines() {
        requireOpen();
        var ports = Ports.from(command.port());
        var owned = DataDirectory.open(command.data());
        directory = owned;
        LogFile.choose(command.data());
        var keys = Keys.in(command.data().resolve("keys"));
        LoopbackPort.requireFree("lora-api", command.port());
        LoopbackPort.requireFree("generation-service", command.port() + 1);
        LoopbackPort.requireFree("storage-worker", command.port() + 2);
        var origins = List.of(url(command.port()), "http://127.0.0.1:" + command.port());
        platform = EmbeddedPlatform.start(owned, ports, new S3Settings(keys.s3(), Services.BUCKET, origins),
                Metrics.globalRegistry, progress);
        return keys;
    }

    private synchronized Services startServices(Keys keys) {
        requireOpen();
        if (platform == null) {
            throw new IllegalStateException("the engines come first");
        }
        services = new Services(platform, keys, command);
        services.start();
        return services;
    }

    private void requireOpen() {
        if (closed) {
            throw new PlatformFailure("Lorikeet was stopped while it started.");
        }
    }

    /** From whichever of the services has it; for tests, which otherwise would need every API to reach in. */
    synchronized <T> T bean(Class<T> type) {
        if (services == null) {
            throw new IllegalStateException("not started");
        }
        return services.bean(type);
    }

    static String url(int port) {
        return "http://localhost:" + port;
    }

    /** The services let go of the engines before these stop, and each is closed even when one before it fails to. */
    @Override
    public synchronized void close() {
        closed = true;
        try (var _ = directory; var _ = platform; var _ = services) {
            directory = null;
            platform = null;
            services = null;
        }
    }
}
