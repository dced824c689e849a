package dev.lorikeet.embedded.platform;

import java.nio.file.Path;
import java.util.function.Consumer;

import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Settings;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Everything the services need, in this JVM, over one directory. Starting gives either all of it or a
 * {@link PlatformFailure} and nothing. Close it after whoever uses it.
 */
public final class EmbeddedPlatform implements AutoCloseable {
    private final Servers servers;
    private final EmbeddedKafka kafka;
    private final EmbeddedS3 s3;
    private final EmbeddedMongo mongo;
    private final EmbeddedRunPod runPod;

    private EmbeddedPlatform(Servers servers, EmbeddedKafka kafka, EmbeddedS3 s3, EmbeddedMongo mongo,
            EmbeddedRunPod runPod) {
        this.servers = servers;
        this.kafka = kafka;
        this.s3 = s3;
        this.mongo = mongo;
        this.runPod = runPod;
    }

    /** {@code progress} gets one line for each server that is ready, from the threads that start them. */
    public static EmbeddedPlatform start(Path data, Ports ports, S3Settings settings, MeterRegistry meters,
            Consumer<String> progress) {
        return start(DataDirectory.open(data), ports, settings, meters, progress);
    }

    /** For who has to own the directory earlier. The platform closes it, also when it does not start. */
    public static EmbeddedPlatform start(DataDirectory directory, Ports ports, S3Settings settings,
            MeterRegistry meters, Consumer<String> progress) {
        var servers = new Servers(directory, meters, progress);
        try {
            ports.requireFree();
            var kafka = servers
                    .start("Kafka", () -> EmbeddedKafka.start(directory.of("kafka"), ports.kafka()),
                            EmbeddedKafka::port);
            var s3 = servers
                    .start("S3", () -> EmbeddedS3.start(directory.of("s3"), ports.s3(), settings), EmbeddedS3::port);
            var mongo = servers
                    .start("MongoDB", () -> EmbeddedMongo.start(directory.of("mongo").resolve("lorikeet.mv"),
                            ports.mongo(), meters), EmbeddedMongo::port);
            var runPod = servers
                    .start("RunPod stand-in", () -> EmbeddedRunPod.start(directory.of("runpod"), ports.runPod()),
                            EmbeddedRunPod::port);
            servers.awaitAll();
            return new EmbeddedPlatform(servers, kafka.join(), s3.join(), mongo.join(), runPod.join());
        } catch (RuntimeException failure) {
            servers.close();
            throw failure;
        }
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public EmbeddedS3 s3() {
        return s3;
    }

    public EmbeddedMongo mongo() {
        return mongo;
    }

    public EmbeddedRunPod runPod() {
        return runPod;
    }

    /** Takes ten seconds at most; a server that is still busy then is left as a kill would leave it. */
    @Override
    public void close() {
        servers.close();
    }
}
