package dev.lorikeet.embedded.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lorikeet.event.Topic;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What we rely on Kafka for; the embedded broker and a real image pass the same suite. */
abstract class KafkaContract {
    private static final short ONE_REPLICA = 1;
    private static final Duration COMPACTION_LIMIT = Duration.ofSeconds(60);

    abstract KafkaConnection kafka();

    @Test
    void everyDeclaredTopicIsThereAndKeepsWhatIsDeclared() throws Exception {
        var names = Topic.declarations().stream().map(Topic.Declaration::name).toList();
        var topics = kafka().admin().describeTopics(names).allTopicNames().get();
        assertThat(topics.values()).extracting(TopicDescription::partitions)
                .allSatisfy(
                        partitions -> assertThat(partitions).hasSize(EmbeddedKafka.PARTITIONS));

        for (var topic : Topic.declarations()) {
            assertThat(configs(topic.name())).containsEntry("flush.messages", "1");
            var time = String.valueOf(topic.keeping().time().toMillis());
            switch (topic.keeping()) {
                case LATEST_PER_KEY -> assertThat(configs(topic.name())).containsEntry("cleanup.policy", "compact")
                        .containsEntry("delete.retention.ms", time);
                case FOR_A_WEEK, FOR_A_MONTH -> assertThat(configs(topic.name()))
                        .containsEntry("cleanup.policy", "delete")
                        .containsEntry("retention.ms", time);
            }
        }
    }

    @Test
    void theRecordsOfOneKeyStayInOrder() throws Exception {
        var topic = newTopic(3, Map.of());
        kafka().sendAll(IntStream.range(0, 300)
                .mapToObj(number -> new ProducerRecord<>(topic, "key" + number % 7, String.valueOf(number)))
                .toList());

        var perKey = kafka().readAll(topic, 300).stream().collect(Collectors.groupingBy(ConsumerRecord::key));
        assertThat(perKey).hasSize(7);
        assertThat(perKey.values()).allSatisfy(records -> {
            assertThat(records).extracting(ConsumerRecord::partition).containsOnly(records.getFirst().partition());
            assertThat(records).extracting(record -> Integer.parseInt(record.value())).isSorted();
        });
    }

    @Test
    void headersArriveAsTheyWereSent() throws Exception {
        var topic = newTopic(1, Map.of());
        var record = new ProducerRecord<>(topic, "key", "value");
        record.headers().add("ce_type", "dev.lorikeet.lora.uploaded.v1".getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_subject", "stîl 🦜".getBytes(StandardCharsets.UTF_8));
        kafka().sendAll(List.of(record));

        assertThat(kafka().readAll(topic, 1).getFirst().headers()).isEqualTo(record.headers());
    }

    @Test
    void aTopicThatNobodyDeclaredIsNotCreatedByUse() {
        try (var producer = kafka().producer(Map.of("max.block.ms", "2000"))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("nobody-declared-this", "value")).get())
                    .satisfiesAnyOf(
                            failure -> assertThat(failure).hasCauseInstanceOf(UnknownTopicOrPartitionException.class),
                            failure -> assertThat(failure).hasMessageContaining("not present in metadata"));
        }
    }

    @Test
    void aNewerProducerFencesTheOlderOneOfTheSameTransactionalId() throws Exception {
        var topic = newTopic(1, Map.of());
        var identity = Map.of("transactional.id", "relay-of-" + topic);
        try (var older = kafka().producer(identity); var newer = kafka().producer(identity)) {
            older.initTransactions();
            older.beginTransaction();
            older.send(new ProducerRecord<>(topic, "key", "from the older")).get();
            newer.initTransactions();
            newer.beginTransaction();
            newer.send(new ProducerRecord<>(topic, "key", "from the newer")).get();
            newer.commitTransaction();

            assertThatThrownBy(() -> {
                var _ = older.send(new ProducerRecord<>(topic, "key", "too late"));
                older.commitTransaction();
            }).isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
            assertThatExceptionOfType(ProducerFencedException.class).isThrownBy(older::abortTransaction);
        }

        assertThat(kafka().readCommitted(topic, 1)).extracting(ConsumerRecord::value)
                .containsExactly("from the newer");
    }

    @Test
    void aGroupGoesOnWhereItsLastMemberCommitted() throws Exception {
        var topic = newTopic(1, Map.of());
        kafka().send(topic, IntStream.range(0, 10).boxed().toList());
        try (var first = kafka().member("group-of-" + topic, topic)) {
            var seen = kafka().take(first, 1);
            first.commitSync(Map.of(new TopicPartition(topic, 0),
                    new OffsetAndMetadata(4)));
            assertThat(seen.getFirst().value()).isEqualTo("0");
        }

        try (var second = kafka().member("group-of-" + topic, topic)) {
            assertThat(kafka().take(second, 6)).extracting(ConsumerRecord::value)
                    .containsExactly("4", "5", "6", "7", "8", "9");
        }
    }

    @Test
    void compactionKeepsTheLatestOfEachKeyAndForgetsTombstones() throws Exception {
        var topic = newTopic(1, Map.of("cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio",
                "0.01", "delete.retention.ms", "100", "min.compaction.lag.ms", "0"));
        kafka().sendPairs(topic, "removed", "1", "kept", "2", "kept", "3", "removed", null, "kept", "4");

        // Only an append rolls a segment, and only a rolled one is compacted.
        await().atMost(COMPACTION_LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            kafka().sendPairs(topic, "clock", String.valueOf(System.nanoTime()));
            var records = kafka().readAll(topic).stream().filter(record -> !record.key().equals("clock")).toList();
            assertThat(records).extracting(ConsumerRecord::key, ConsumerRecord::value)
                    .containsExactly(tuple("kept", "4"));
        });
    }

    private String newTopic(int partitions, Map<String, String> configs)
            throws ExecutionException, InterruptedException {
        var name = "test-" + UUID.randomUUID();
        kafka().admin().createTopics(List.of(new NewTopic(name, partitions, ONE_REPLICA).configs(configs))).all().get();
        return name;
    }

    private Map<String, String> configs(String topic) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var configs = new HashMap<String, String>();
        requireNonNull(kafka().admin().describeConfigs(List.of(resource)).all().get().get(resource))
                .entries()
                .forEach(entry -> configs.put(entry.name(), entry.value()));
        return configs;
    }
}
