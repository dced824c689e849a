package dev.lorikeet.embedded.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.event.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EmbeddedPlatformIT {
    private static final S3Settings S3 = new S3Settings(new S3Credentials("lorikeet", "only for this test"), "lorikeet",
            List.of("http://localhost:8080"));

    private final Queue<String> progress = new ConcurrentLinkedQueue<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path parent;
    private Path data;

    @BeforeEach
    void chooseData() {
        data = parent.resolve("data");
    }

    @Test
    void everythingStartsTellsSoAndStopsInTime() {
        try (var platform = start(Ports.free())) {
            assertThat(progress).containsExactlyInAnyOrder(
                    "Kafka ready on " + platform.kafka().bootstrapServers(),
                    "S3 ready on 127.0.0.1:" + platform.s3().port(),
                    "RunPod stand-in ready on 127.0.0.1:" + platform.runPod().port(),
                    "MongoDB ready on 127.0.0.1:" + platform.mongo().port());
            assertThat(meters.get("lorikeet.embedded.start").tag("server", "Kafka").timer().count()).isOne();
        }
        assertThat(data).isDirectoryContaining("glob:**/{kafka,s3,mongo,runpod}");
    }

    @Test
    void aRestartOnTheSamePortsFindsTheSameTopicsAndBucket() throws Exception {
        var ports = new Ports(LoopbackPort.free(), 0, LoopbackPort.free(), 0);
        Uuid topic;
        try (var first = start(ports)) {
            topic = topicId(first);
        }
        Files.writeString(data.resolve("s3/lorikeet/kept"), "content");

        try (var second = start(ports)) {
            assertThat(second.kafka().port()).isEqualTo(ports.kafka());
            assertThat(topicId(second)).isEqualTo(topic);
            assertThat(data.resolve("s3/lorikeet/kept")).content().isEqualTo("content");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsServerAndTheOption() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = taken.getLocalPort();

            assertThat(failureOf(new Ports(0, 0, port, 0))).isEqualTo("Port " + port
                    + ", which Kafka needs, is taken by another program; stop that program or choose other ports with --port N.");
            assertThat(progress).isEmpty();
        }
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
        Files.writeString(data, "not a directory");

        assertThat(failureOf(Ports.free())).startsWith("The data directory " + data + " cannot be created or written (")
                .endsWith("make it writable or choose another with --data DIR.");
    }

    @Test
    void aSecondInstanceOnTheSameDataIsToldWhoUsesIt() {
        try (var first = start(Ports.free())) {
            assertThat(first.s3().port()).isPositive();
            assertThat(failureOf(Ports.free())).isEqualTo("The data directory " + data
                    + " is in use by another Lorikeet (process " + ProcessHandle.current().pid()
                    + "); stop that one or choose another with --data DIR.");
        }
    }

    @Test
    void aDamagedKafkaDirectoryIsNamedAndStopsWhatHadStarted() throws IOException {
        var s3 = LoopbackPort.free();
        start(new Ports(s3, 0, 0, 0)).close();
        Files.writeString(data.resolve("kafka/meta.properties"), "\\u00zz garbage");

        assertThat(failureOf(new Ports(s3, 0, 0, 0))).isEqualTo("Kafka cannot use its data in "
                + data.resolve("kafka")
                + " (meta.properties is damaged); move that directory away to start with an empty one, or choose another data directory with --data DIR.");
        LoopbackPort.requireFree("S3", s3);
    }

    private static Uuid topicId(EmbeddedPlatform platform) throws Exception {
        var name = Topic.LORA_CATALOGUE.topicName();
        try (var admin = Admin.create(Map.of("bootstrap.servers", platform.kafka().bootstrapServers()))) {
            return requireNonNull(admin.describeTopics(List.of(name)).allTopicNames().get().get(name)).topicId();
        }
    }

    private EmbeddedPlatform start(Ports ports) {
        return EmbeddedPlatform.start(data, ports, S3, meters, progress::add);
    }

    private String failureOf(Ports ports) {
        return requireNonNull(catchThrowableOfType(PlatformFailure.class, () -> start(ports)).getMessage());
    }
}
