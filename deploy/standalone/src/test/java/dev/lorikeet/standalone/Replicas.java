package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.generation.GenerationServiceApplication;
import dev.lorikeet.lora.LoraApiApplication;
import dev.lorikeet.standalone.network.FaultyLine;
import dev.lorikeet.storage.StorageWorkerApplication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.awaitility.Awaitility.await;

/** Two of each service, each a process of its own, behind one address for each kind as in a cluster. */
final class Replicas implements AutoCloseable {
    enum Kind {
        LORA_API(LoraApiApplication.class, 0),
        GENERATION_SERVICE(GenerationServiceApplication.class, 1),
        STORAGE_WORKER(StorageWorkerApplication.class, 2);

        private final Class<?> main;
        private final int offset;

        /** @param offset of its address, as in the standalone */
        Kind(Class<?> main, int offset) {
            this.main = main;
            this.offset = offset;
        }

        /** As its database is called. */
        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String HOST = "127.0.0.1";
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Path data;
    private final int port;
    private final Map<String, String> settings;
    private final Keys keys;
    private final Map<Kind, List<Integer>> ports = new EnumMap<>(Kind.class);
    private final Map<Integer, LorikeetProcess> processes = new TreeMap<>();
    private final List<AutoCloseable> around = new ArrayList<>();

    /** Engines where {@link Ports#from} has them, and the addresses on the ports before. */
    Replicas(Path data, int port, Map<String, String> settings) {
        this.data = data;
        this.port = port;
        this.settings = settings;
        this.keys = Keys.in(data.resolve("keys"));
        try {
            around.add(EmbeddedPlatform.start(data, Ports.from(port),
                    new S3Settings(keys.s3(), Services.BUCKET, List.of()),
                    new SimpleMeterRegistry(), _ -> {}));
            for (var kind : Kind.values()) {
                ports.put(kind, List.of(LoopbackPort.free(), LoopbackPort.free()));
                around.add(FaultyLine.among(port + kind.offset, of(kind)));
                of(kind).forEach(own -> start(kind, own));
            }
            for (var kind : Kind.values()) {
                of(kind).forEach(this::awaitReady);
            }
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** The ports of both. */
    List<Integer> of(Kind kind) {
        return ports.getOrDefault(kind, List.of());
    }

    void start(Kind kind, int own) {
        var arguments = properties(kind, own).entrySet()
                .stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
        var log = data.resolve("logs").resolve(kind.title() + "-" + own + ".log").toString();
        processes.put(own, LorikeetProcess.run(kind.main, Map.of("lorikeet.log", log), arguments));
    }

    private Map<String, String> properties(Kind kind, int own) {
        var engines = Ports.from(port);
        var properties = new HashMap<>(settings);
        properties.putAll(Map.of("server.port", String.valueOf(own), "server.address", HOST,
                "spring.mongodb.uri", "mongodb://" + HOST + ":" + engines.mongo() + "/" + kind.title(),
                "spring.kafka.bootstrap-servers", HOST + ":" + engines.kafka(),
                "spring.config.additional-location", "optional:classpath:/standalone/",
                "lorikeet.s3.endpoint", "http://" + HOST + ":" + engines.s3(), "lorikeet.s3.bucket", Services.BUCKET,
                "lorikeet.s3.access-key", keys.s3().accessKey(), "lorikeet.s3.secret-key", keys.s3().secretKey()));
        properties.putAll(switch (kind) {
            case LORA_API -> Map.of(JWT + "public-key-location", keys.publicKey().toUri().toString(),
                    "lorikeet.local-issuer.private-key", keys.privateKey().toString(),
                    "lorikeet.frontend.sign-in", "local");
            case GENERATION_SERVICE -> Map.of(JWT + "public-key-location", keys.publicKey().toUri().toString(),
                    "lorikeet.runpod.base-url", "http://" + HOST + ":" + engines.runPod() + "/v2",
                    "lorikeet.runpod.api-key", EmbeddedRunPod.API_KEY,
                    // Whichever of the two RunPod's callback reaches has to know the job.
                    "lorikeet.runpod.webhook-base", "http://" + HOST + ":" + (port + kind.offset));
            case STORAGE_WORKER -> Map.of();
        });
        return properties;
    }

    LorikeetProcess process(int own) {
        var process = processes.get(own);
        if (process == null) {
            throw new IllegalArgumentException("nobody was started on " + own);
        }
        return process;
    }

    void awaitReady(int own) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> LoraClient.status(own) == 200);
    }

    /** The last one first; each is closed even when one before it fails to. */
    @Override
    public void close() {
        processes.values().forEach(LorikeetProcess::close);
        var failure = new IllegalStateException("not everything stopped cleanly");
        for (var one : around.reversed()) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
