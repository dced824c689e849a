package dev.lorikeet.embedded.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.Topic.Declaration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Brings a broker to what {@link Topic#declarations()} says. Repeating it is harmless. A topic that is there keeps its
 * partitions, whatever their count, and gets what is declared about keeping records.
 */
record DeclaredTopics(int partitions) {
    private static final short ONE_REPLICA = 1;

    /** Only rolled segments are compacted, and a quiet topic never fills one. */
    private static final Duration COMPACTED_SEGMENT = Duration.ofMinutes(10);

    void create(Admin admin) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        admin.createTopics(missing(existing)).all().get();
        admin.incrementalAlterConfigs(changes(existing)).all().get();
    }

    private List<NewTopic> missing(Set<String> existing) {
        return Topic.declarations()
                .stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), partitions, ONE_REPLICA).configs(configs(topic)))
                .toList();
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> changes(Set<String> existing) {
        return Topic.declarations()
                .stream()
                .filter(topic -> existing.contains(topic.name()))
                .collect(Collectors.toMap(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        DeclaredTopics::sets));
    }

    private static Collection<AlterConfigOp> sets(Declaration topic) {
        return configs(topic).entrySet()
                .stream()
                .map(config -> new AlterConfigOp(new ConfigEntry(config.getKey(), config.getValue()), OpType.SET))
                .toList();
    }

    /**
     * Kafka acknowledges what it has handed to the operating system and leaves the disk to it. An outbox entry is
     * pulled once its record is acknowledged, so a power cut then would lose the event: every record is synced first.
     */
    private static Map<String, String> configs(Declaration topic) {
        var configs = new HashMap<>(keeping(topic));
        configs.put("flush.messages", "1");
        return configs;
    }

    private static Map<String, String> keeping(Declaration topic) {
        var time = String.valueOf(topic.keeping().time().toMillis());
        return switch (topic.keeping()) {
            case FOR_A_WEEK -> Map.of("cleanup.policy", "delete", "retention.ms", time);
            case FOR_A_MONTH -> Map.of("cleanup.policy", "delete", "retention.ms", time, "max.message.bytes",
                    String.valueOf(Topic.LARGEST_DEAD_LETTER));
            case LATEST_PER_KEY -> Map.of("cleanup.policy", "compact", "delete.retention.ms", time, "segment.ms",
                    String.valueOf(COMPACTED_SEGMENT.toMillis()));
        };
    }
}
