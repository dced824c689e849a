package dev.lorikeet.embedded.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.lorikeet.embedded.PlatformFailure;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to start a broker. It runs on a thread of its own, because a broker that dies on the way may leave the
 * thread that starts it waiting for ever.
 */
final class BrokerStart {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(5);

    private final BrokerDirectory directory;
    private final BrokerSettings settings;
    private final CompletableFuture<KafkaRaftServer> started = new CompletableFuture<>();
    private volatile @Nullable KafkaRaftServer server;

    BrokerStart(BrokerDirectory directory, BrokerSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    KafkaRaftServer run() {
        FatalErrors.failInsteadOfExit(this);
        Thread.ofPlatform().daemon().name("kafka-start").start(this::boot);
        try {
            return started.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw abandoned(PlatformFailure.reasonOf(e), e);
        } catch (TimeoutException e) {
            throw abandoned("it did not start within " + LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            var failure = abandoned("the start was interrupted", e);
            Thread.currentThread().interrupt();
            throw failure;
        } finally {
            FatalErrors.noLongerStarting(this);
        }
    }

    private void boot() {
        try {
            var booting = new KafkaRaftServer(settings.toConfig(), Time.SYSTEM);
            server = booting;
            booting.startup();
            started.complete(booting);
        } catch (Throwable e) {
            fail(e);
        }
    }

    void fail(Throwable cause) {
        started.completeExceptionally(cause);
    }

    /** Frees ports and files as far as the broker still can. */
    private PlatformFailure abandoned(String reason, Exception cause) {
        var half = server;
        if (half != null) {
            var stopping = Thread.ofPlatform().daemon().name("kafka-abandon").start(half::shutdown);
            try {
                stopping.join(GIVE_UP_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return directory.unusable(reason, cause);
    }
}
