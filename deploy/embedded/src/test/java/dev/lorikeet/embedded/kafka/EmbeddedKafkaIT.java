package dev.lorikeet.embedded.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.lorikeet.event.Topic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EmbeddedKafkaIT extends KafkaContract {
    private static final String TOPIC = Topic.LORA_EVENTS.topicName();

    @TempDir
    private static Path directory;
    private static EmbeddedKafka broker;
    private static KafkaConnection connection;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.start(directory, 0);
        connection = KafkaConnection.to(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        connection.close();
        broker.close();
    }

    @Override
    KafkaConnection kafka() {
        return connection;
    }

    @Test
    void aMemberThatDiedWithoutLeavingIsReplacedWithinSeconds() {
        var topic = Topic.STORAGE_EVENTS.topicName();
        connection.send(topic, List.of("seen", "not seen"));
        var dead = connection.member("lora-api", topic);
        assertThat(connection.take(dead, 2)).hasSize(2);
        dead.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));

        try (var successor = connection.member("lora-api", topic)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> !connection.take(successor, 2).isEmpty());
        }
    }

    @Test
    void aRestartOnOtherPortsFindsRecordsGroupsAndPartitions(@TempDir Path elsewhere) throws Exception {
        try (var first = EmbeddedKafka.start(elsewhere, 0, 1);
                var kafka = KafkaConnection.to(first.bootstrapServers())) {
            kafka.send(TOPIC, List.of("one", "two"));
            try (var member = kafka.member("storage-worker", TOPIC)) {
                assertThat(kafka.take(member, 2)).hasSize(2);
                member.commitSync();
            }
        }

        try (var second = EmbeddedKafka.start(elsewhere, 0, 5);
                var kafka = KafkaConnection.to(second.bootstrapServers())) {
            kafka.send(TOPIC, List.of("three"));
            assertThat(kafka.admin().describeTopics(List.of(TOPIC)).allTopicNames().get()).hasEntrySatisfying(TOPIC,
                    topic -> assertThat(topic.partitions()).hasSize(1));
            assertThat(kafka.readAll(TOPIC, 3)).extracting(ConsumerRecord::value)
                    .containsExactly("one", "two", "three");
            try (var member = kafka.member("storage-worker", TOPIC)) {
                assertThat(kafka.take(member, 1)).extracting(ConsumerRecord::value).containsExactly("three");
            }
        }
    }
}
