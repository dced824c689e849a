package dev.lorikeet.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.embedded.mongo.EmbeddedMongo;
import dev.lorikeet.embedded.s3.EmbeddedS3;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.http.testing.SecretFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The service on embedded engines, of which the bucket can be taken away. Its secrets come from files. */
final class RunningStorageWorker implements AutoCloseable {
    static final String BUCKET = "lorikeet";
    private static final S3Credentials CREDENTIALS = new S3Credentials("test", "secret-of-a-test");

    private final Path data;
    private final EmbeddedKafka kafka;
    private final EmbeddedMongo mongo;
    private final ConfigurableApplicationContext context;
    private final int port;
    private final S3AsyncClient client;
    private EmbeddedS3 s3;

    RunningStorageWorker(Path data, String... settings) {
        this.data = data;
        this.kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
        this.mongo = EmbeddedMongo.start(data.resolve("lorikeet.mv"), 0, new SimpleMeterRegistry());
        this.s3 = startS3(0);
        this.port = s3.port();
        this.client = client(s3);
        var all = Stream.concat(Stream.of(settings), engines()).toList();
        this.context = StorageWorkerApplication.start(SecretFiles.instead(data, all).toArray(String[]::new));
    }

    private Stream<String> engines() {
        return Stream.of("--server.port=0", "--server.address=127.0.0.1",
                "--spring.mongodb.uri=" + mongo.connectionString() + "/storage-worker",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--lorikeet.s3.endpoint=" + s3.endpoint(),
                "--lorikeet.s3.bucket=" + BUCKET,
                "--lorikeet.s3.access-key=" + CREDENTIALS.accessKey(),
                "--lorikeet.s3.secret-key=" + CREDENTIALS.secretKey(),
                "--lorikeet.s3.call-time=2s");
    }

    private EmbeddedS3 startS3(int port) {
        return EmbeddedS3.start(data.resolve("s3"), port, new S3Settings(CREDENTIALS, BUCKET, List.of()));
    }

    /** For whoever puts things into the bucket; it tries again by itself, as the service's own client does not. */
    S3AsyncClient s3() {
        return client;
    }

    private static S3AsyncClient client(EmbeddedS3 s3) {
        return S3AsyncClient.builder()
                .endpointOverride(s3.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(CREDENTIALS.accessKey(), CREDENTIALS.secretKey())))
                .build();
    }

    void takeTheBucketAway() {
        s3.close();
    }

    void giveTheBucketBack() {
        s3 = startS3(port);
    }

    /** For probes and operators. */
    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        client.close();
        s3.close();
        mongo.close();
        kafka.close();
    }
}
