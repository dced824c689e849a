package dev.lorikeet.embedded.kafka;

import dev.lorikeet.embedded.DockerEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.kafka.KafkaContainer;

import static java.util.Objects.requireNonNull;

class TestcontainersKafkaIT extends KafkaContract {
    private static @Nullable KafkaContainer container;
    private static @Nullable KafkaConnection connection;

    @BeforeAll
    static void start() throws Exception {
        DockerEngine.require("what we rely on Kafka for was proved on the embedded broker only.");
        var started = new KafkaContainer("apache/kafka:4.2.1").withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container = started;
        started.start();
        var opened = KafkaConnection.to(started.getBootstrapServers());
        connection = opened;
        new DeclaredTopics(EmbeddedKafka.PARTITIONS).create(opened.admin());
    }

    @AfterAll
    static void stop() {
        if (connection != null) {
            connection.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Override
    KafkaConnection kafka() {
        return requireNonNull(connection);
    }
}
