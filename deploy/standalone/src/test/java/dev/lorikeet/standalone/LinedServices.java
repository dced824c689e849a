package dev.lorikeet.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.generation.GenerationServiceApplication;
import dev.lorikeet.lora.LoraApiApplication;
import dev.lorikeet.standalone.network.FaultyLine;
import dev.lorikeet.standalone.network.Weather.Fine;
import dev.lorikeet.storage.StorageWorkerApplication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/** The three services and the engines in this process, as in {@link Standalone}, but each engine behind a line. */
final class LinedServices implements AutoCloseable {
    /** In the order of their starts. */
    enum Engine {
        KAFKA,
        MONGO,
        S3,
        RUNPOD
    }

    private static final String HOST = "127.0.0.1";
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private final Map<Engine, FaultyLine> lines = new EnumMap<>(Engine.class);
    private final List<AutoCloseable> running = new ArrayList<>();
    private final Map<String, String> settings;
    private final int port;

    private LinedServices(int port, Map<String, String> settings) {
        this.port = port;
        this.settings = settings;
    }

    /** Engines where {@link Ports#from} has them, services on the ports before. */
    static LinedServices start(Path data, int port, long seed, Map<String, String> settings) {
        var services = new LinedServices(port, settings);
        try {
            var keys = Keys.in(data.resolve("keys"));
            services.startEngines(data, keys, seed);
            services.startServices(keys);
            return services;
        } catch (Throwable failure) {
            services.close();
            throw failure;
        }
    }

    FaultyLine line(Engine engine) {
        var line = lines.get(engine);
        if (line == null) {
            throw new IllegalStateException("there is no line to " + engine);
        }
        return line;
    }

    private void startEngines(Path data, Keys keys, long seed) {
        var ports = Ports.from(port);
        // Kafka tells its clients the way, so the line is there before it.
        var kafka = lay(Engine.KAFKA, ports.kafka(), seed);
        running.add(EmbeddedKafka.start(data.resolve("kafka"), ports.kafka(), kafka.port(), EmbeddedKafka.PARTITIONS));
        lay(Engine.MONGO, ports.mongo(), seed);
        running.add(EmbeddedMongo.start(data.resolve("mongo/lorikeet.mv"), ports.mongo(), new SimpleMeterRegistry()));
        lay(Engine.S3, ports.s3(), seed);
        running.add(EmbeddedS3.start(data.resolve("s3"), ports.s3(),
                new S3Settings(keys.s3(), Services.BUCKET, List.of())));
        lay(Engine.RUNPOD, ports.runPod(), seed);
        running.add(EmbeddedRunPod.start(data.resolve("runpod"), ports.runPod()));
    }

    private FaultyLine lay(Engine engine, int server, long seed) {
        var line = FaultyLine.between(LoopbackPort.free(), server, seed + engine.name().hashCode());
        lines.put(engine, line);
        running.add(line);
        return line;
    }

    private void startServices(Keys keys) {
        var http = Map.of(JWT + "public-key-location", keys.publicKey().toUri().toString());
        start("storage-worker", port + 2, StorageWorkerApplication::start, keys, Map.of());
        start("generation-service", port + 1, GenerationServiceApplication::start, keys, with(http, Map.of(
                "lorikeet.runpod.base-url", at(Engine.RUNPOD) + "/v2",
                "lorikeet.runpod.api-key", EmbeddedRunPod.API_KEY,
                "lorikeet.runpod.webhook-base", "http://" + HOST + ":" + (port + 1))));
        start("lora-api", port, LoraApiApplication::start, keys, with(http, Map.of(
                "lorikeet.local-issuer.private-key", keys.privateKey().toString(),
                "lorikeet.frontend.sign-in", "local")));
    }

    private void start(String name, int httpPort, Function<String[], ConfigurableApplicationContext> application,
            Keys keys, Map<String, String> own) {
        var properties = with(with(own, settings), Map.of(
                "server.port", String.valueOf(httpPort), "server.address", HOST,
                "spring.mongodb.uri", "mongodb://" + HOST + ":" + line(Engine.MONGO).port() + "/" + name
                        + "?serverSelectionTimeoutMS=3000&socketTimeoutMS=4000",
                "spring.kafka.bootstrap-servers", HOST + ":" + line(Engine.KAFKA).port(),
                "spring.config.additional-location", "optional:classpath:/standalone/",
                "lorikeet.s3.endpoint", at(Engine.S3).toString(), "lorikeet.s3.bucket", Services.BUCKET,
                "lorikeet.s3.access-key", keys.s3().accessKey(), "lorikeet.s3.secret-key", keys.s3().secretKey()));
        running.add(application.apply(properties.entrySet()
                .stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new)));
    }

    private URI at(Engine engine) {
        return URI.create("http://" + HOST + ":" + line(engine).port());
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** The last one first; each is closed even when one before it fails to. */
    @Override
    public void close() {
        lines.values().forEach(line -> line.turn(new Fine()));
        RuntimeException failure = new IllegalStateException("not everything stopped cleanly");
        for (var one : running.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        running.clear();
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
