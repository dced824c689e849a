package dev.lorikeet.standalone;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.generation.GenerationServiceApplication;
import dev.lorikeet.lora.LoraApiApplication;
import dev.lorikeet.storage.StorageWorkerApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The three services, each a Spring application of its own, told where the engines are as in a cluster. */
final class Services {
    static final String BUCKET = "lorikeet";
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private final EmbeddedPlatform platform;
    private final Keys keys;
    private final int port;

    Services(EmbeddedPlatform platform, Keys keys, int port) {
        this.platform = platform;
        this.keys = keys;
        this.port = port;
    }

    List<CompletableFuture<ConfigurableApplicationContext>> start() {
        return List.of(
                start("lora-api", port, LoraApiApplication::start, Map.of(
                        JWT + "public-key-location", keys.publicKey().toUri().toString(),
                        "lorikeet.local-issuer.private-key", keys.privateKey().toString(),
                        "lorikeet.frontend.sign-in", "local",
                        "lorikeet.frontend.lora-api", Standalone.url(port),
                        "lorikeet.frontend.generation", Standalone.url(port + 1))),
                start("generation-service", port + 1, GenerationServiceApplication::start, Map.of(
                        JWT + "public-key-location", keys.publicKey().toUri().toString())),
                start("storage-worker", port + 2, StorageWorkerApplication::start, Map.of(
                        "lorikeet.s3.endpoint", "http://127.0.0.1:" + platform.s3().port(),
                        "lorikeet.s3.bucket", BUCKET,
                        "lorikeet.s3.access-key", keys.s3().accessKey(),
                        "lorikeet.s3.secret-key", keys.s3().secretKey())));
    }

    private CompletableFuture<ConfigurableApplicationContext> start(String name, int httpPort,
            Function<String[], ConfigurableApplicationContext> application, Map<String, String> own) {
        var properties = new TreeMap<>(own);
        properties.put("server.port", String.valueOf(httpPort));
        properties.put("server.address", "127.0.0.1");
        properties.put("spring.mongodb.uri", platform.mongo().connectionString() + "/" + name);
        properties.put("spring.kafka.bootstrap-servers", platform.kafka().bootstrapServers());
        // One process is its only relay, and it stops the services before the engines by itself.
        properties.put("lorikeet.delivery.relay.shards", "1");
        properties.put("spring.main.register-shutdown-hook", "false");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "4s");
        var arguments = properties.entrySet()
                .stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return CompletableFuture.supplyAsync(() -> application.apply(arguments),
                task -> Thread.ofPlatform().name("start-" + name).start(task));
    }
}
