package dev.lorikeet.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.embedded.kafka.GuardedKafka;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The rights in {@code deploy/access} on a real broker: each service can do its work with them, and nobody else's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaRightsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, List<Topic>> WRITES = Map.of(
            "lora-api", List.of(Topic.LORA_EVENTS, Topic.LORA_CATALOGUE),
            "storage-worker", List.of(Topic.STORAGE_EVENTS),
            "generation-service", List.of(Topic.GENERATION_EVENTS));

    private final Map<String, KafkaEventLog> logs = new TreeMap<>();
    private GuardedKafka kafka;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, ExecutionException, InterruptedException {
        var rights = new ArrayList<AclBinding>();
        for (var service : WRITES.keySet()) {
            Files.readAllLines(Path.of("../access/" + service + ".kafka-acls"))
                    .forEach(line -> rights.addAll(bindings(service, line.split(" "))));
        }
        kafka = GuardedKafka.start(directory, List.copyOf(WRITES.keySet()), rights);
        WRITES.keySet()
                .forEach(service -> logs.put(service,
                        new KafkaEventLog(kafka.connection(service), DeliveryLimits.defaults())));
    }

    /** As {@code kafka-acls.sh} reads its arguments. */
    private static List<AclBinding> bindings(String service, String... words) {
        var type = switch (words[0]) {
            case "--topic" -> ResourceType.TOPIC;
            case "--group" -> ResourceType.GROUP;
            case "--transactional-id" -> ResourceType.TRANSACTIONAL_ID;
            default -> throw new IllegalArgumentException(words[0]);
        };
        var pattern = List.of(words).contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL;
        var operations = new ArrayList<AclBinding>();
        for (int at = 0; at < words.length - 1; at++) {
            if (words[at].equals("--operation")) {
                operations.add(new AclBinding(new ResourcePattern(type, words[1], pattern),
                        new AccessControlEntry("User:" + service, "*", AclOperation.fromString(words[at + 1]),
                                AclPermissionType.ALLOW)));
            }
        }
        return operations;
    }

    @AfterAll
    void stop() {
        logs.values().forEach(KafkaEventLog::close);
        kafka.close();
    }

    private static WireRecord record(String topic) {
        return new WireRecord(topic, "key", new TreeMap<>(Map.of("ce_id", "1")), "{}");
    }

    private void assertMay(Mono<?> what, String description) {
        assertThat(what.thenReturn(true).block(LIMIT)).as(description).isTrue();
    }

    private static void assertMayNot(Mono<?> what, String description) {
        var failure = what.then(Mono.<Throwable>empty()).onErrorResume(Mono::just).block(LIMIT);
        assertThat(failure).as(description).hasRootCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void letEachServiceDoItsWork() {
        logs.forEach((service, log) -> {
            var relay = log.open("relay-" + service + "-0").blockOptional(LIMIT).orElseThrow();
            for (var topic : writes(service)) {
                assertMay(relay.publish(List.of(record(topic.topicName()))), service + " publishes " + topic);
                assertMay(log.append(record(topic.topicName())), service + " appends to " + topic);
            }
            relay.close().block(LIMIT);
        });
        logs.forEach((service, log) -> consumed(service).forEach(topic -> {
            var seen = new CopyOnWriteArrayList<WireRecord>();
            var reading = log.subscribe(topic.topicName(), service,
                    record -> Mono.fromRunnable(() -> seen.add(record)));
            await().atMost(LIMIT).until(() -> seen.size() >= 2);
            reading.dispose();
            assertMay(log.isBehind(topic.topicName(), service), service + " looks at " + topic);
            assertMay(log.append(record(topic.deadLettersOf(service))), service + " parks " + topic);
            assertThat(log.drain(topic.deadLettersOf(service), service + ".replay", 10, _ -> Mono.empty()).block(LIMIT))
                    .isEqualTo(1);
        }));
        for (var service : List.of("lora-api", "generation-service")) {
            assertMay(log(service).tail(writes(service).getFirst().topicName(), Map.of(), Instant.EPOCH).next(),
                    service + " follows its own events");
        }
    }

    @Test
    void keepEachServiceOutOfEverythingElse() {
        logs.forEach((service, log) -> {
            var own = Stream.concat(writes(service).stream().map(Topic::topicName),
                    consumed(service).map(topic -> topic.deadLettersOf(service))).collect(Collectors.toSet());
            Topic.declarations()
                    .stream()
                    .map(Topic.Declaration::name)
                    .filter(name -> !own.contains(name))
                    .forEach(
                            name -> assertMayNot(log.append(record(name)), service + " writes " + name));
            assertMayNot(log.open("relay-another-0"), service + " fences others");
            assertMayNot(log.drain(consumed(service).findFirst().orElseThrow().topicName(), "another", 1,
                    _ -> Mono.empty()), service + " is in the group of others");
        });
        assertMayNot(log("storage-worker").drain(Topic.LORA_CATALOGUE.topicName(), "storage-worker", 1,
                _ -> Mono.empty()), "storage-worker reads the catalogue");
    }

    private KafkaEventLog log(String service) {
        return Objects.requireNonNull(logs.get(service));
    }

    private static List<Topic> writes(String service) {
        return WRITES.getOrDefault(service, List.of());
    }

    private static Stream<Topic> consumed(String service) {
        return Stream.of(Topic.values()).filter(topic -> topic.groups().contains(service));
    }
}
