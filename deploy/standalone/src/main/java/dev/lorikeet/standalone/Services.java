package dev.lorikeet.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import dev.lorikeet.generation.GenerationServiceApplication;
import dev.lorikeet.lora.LoraApiApplication;
import dev.lorikeet.storage.StorageWorkerApplication;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The three services, each a Spring application of its own, told where the engines are as in a cluster. */
final class Services implements AutoCloseable {
    static final String BUCKET = "lorikeet";
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private final EmbeddedPlatform platform;
    private final Keys keys;
    private final CommandLine command;
    private final Map<String, CompletableFuture<ConfigurableApplicationContext>> all = new LinkedHashMap<>();

    Services(EmbeddedPlatform platform, Keys keys, CommandLine command) {
        this.platform = platform;
        this.keys = keys;
        this.command = command;
    }

    /** Side by side; {@link #requireAll} waits for them. */
    void start() {
        int port = command.port();
        start("lora-api", port, LoraApiApplication::start, withBucket(Map.of(
                JWT + "public-key-location", keys.publicKey().toUri().toString(),
                "lorikeet.local-issuer.private-key", keys.privateKey().toString(),
                "lorikeet.frontend.sign-in", "local",
                "lorikeet.frontend.lora-api", Standalone.url(port),
                "lorikeet.frontend.generation", Standalone.url(port + 1),
                // Where the page goes from here: jobs, and the bucket that it uploads to.
                "lorikeet.browser.connect", Standalone.url(port + 1) + "," + platform.s3().endpoint())));
        start("generation-service", port + 1, GenerationServiceApplication::start, withBucket(generation(port)));
        start("storage-worker", port + 2, StorageWorkerApplication::start, withBucket(Map.of()));
    }

    private Map<String, String> generation(int port) {
        var properties = new TreeMap<String, String>();
        properties.put(JWT + "public-key-location", keys.publicKey().toUri().toString());
        // The page comes from lora-api, and goes from there to here.
        properties.put("lorikeet.browser.origins", Standalone.url(port));
        properties.put("lorikeet.runpod.base-url", platform.runPod().url().toString());
        properties.put("lorikeet.runpod.api-key", EmbeddedRunPod.API_KEY);
        properties.put("lorikeet.runpod.webhook-base", Standalone.url(port + 1));
        properties.put("lorikeet.notices.secrets", keys.notices());
        return properties;
    }

    /** The endpoint is the one that browsers on this machine reach, because URLs are signed for it. */
    private Map<String, String> withBucket(Map<String, String> own) {
        var properties = new TreeMap<>(own);
        properties.put("lorikeet.s3.endpoint", platform.s3().endpoint().toString());
        properties.put("lorikeet.s3.bucket", BUCKET);
        properties.put("lorikeet.s3.access-key", keys.s3().accessKey());
        properties.put("lorikeet.s3.secret-key", keys.s3().secretKey());
        return properties;
    }

    private void start(String name, int httpPort, Function<String[], ConfigurableApplicationContext> application,
            Map<String, String> own) {
        var properties = new TreeMap<>(own);
        properties.put("server.port", String.valueOf(httpPort));
        properties.put("server.address", "127.0.0.1");
        properties.put("spring.mongodb.uri", platform.mongo().connectionString() + "/" + name);
        properties.put("spring.kafka.bootstrap-servers", platform.kafka().bootstrapServers());
        // One process is its only relay, and it stops the services before the engines by itself.
        properties.put("lorikeet.delivery.relay.shards", "1");
        properties.put("spring.main.register-shutdown-hook", "false");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "4s");
        // What suits one machine and an operator may still say otherwise, in the environment.
        properties.put("spring.config.additional-location", "optional:classpath:/standalone/");
        var arguments = properties.entrySet()
                .stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        all.put(name, CompletableFuture.supplyAsync(() -> application.apply(arguments),
                task -> Thread.ofPlatform().daemon().name("start-" + name).start(task)));
    }

    /** Waits for the slow ones also when a quick one has failed: only a service that is up can be closed. */
    void requireAll() {
        var failures = all.entrySet()
                .stream()
                .map(service -> service.getValue()
                        .handle((_, failure) -> Optional.ofNullable(failure)
                                .map(cause -> explained(service.getKey(), cause)))
                        .join())
                .flatMap(Optional::stream)
                .toList();
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private PlatformFailure explained(String name, Throwable failure) {
        return new PlatformFailure("%s did not start (%s); the log in %s says more."
                .formatted(name, PlatformFailure.reasonOf(failure), LogFile.of(command.data())), failure);
    }

    <T> T bean(Class<T> type) {
        return running()
                .flatMap(service -> service.getBeanProvider(type).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service has a " + type.getSimpleName()));
    }

    /** Those that are up, side by side. One that is still starting holds nothing yet that has to be kept. */
    @Override
    public void close() {
        running().map(service -> CompletableFuture.runAsync(service::close,
                task -> Thread.ofPlatform().daemon().name("stop").start(task)))
                .toList()
                .forEach(closing -> closing.handle((_, failure) -> logged(failure)).join());
    }

    private Stream<ConfigurableApplicationContext> running() {
        return all.values()
                .stream()
                .filter(one -> one.state() == CompletableFuture.State.SUCCESS)
                .map(CompletableFuture::resultNow);
    }

    private static boolean logged(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("A service did not stop cleanly; the next start repairs what it left", failure);
        }
        return failure != null;
    }
}
