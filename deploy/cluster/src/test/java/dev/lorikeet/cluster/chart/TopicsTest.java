package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.Topic.Declaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Kafka is given the topics that the code declares, whoever makes them. */
final class TopicsTest {
    private static final List<String> SERVICES = List.of("loraApi", "generationService", "storageWorker");
    @TempDir
    private Path directory;

    @Test
    void theListIsWhatTheCodeDeclares() {
        var listed = Chart.read(Chart.DIRECTORY.resolve("files/topics.yaml"))
                .valueStream()
                .map(TopicsTest::line)
                .toList();
        assertThat(listed).isEqualTo(Topic.declarations().stream().map(TopicsTest::line).toList());
    }

    private static String line(JsonNode topic) {
        var settings = topic.path("config")
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asString()));
        return line(topic.path("name").asString(), topic.path("partitions").asInt(), settings);
    }

    private static String line(Declaration topic) {
        var time = String.valueOf(topic.keeping().time().toMillis());
        var settings = switch (topic.keeping()) {
            case FOR_A_WEEK -> Map.of("cleanup.policy", "delete", "retention.ms", time);
            case FOR_A_MONTH -> Map.of("cleanup.policy", "delete", "retention.ms", time, "max.message.bytes",
                    String.valueOf(Topic.LARGEST_DEAD_LETTER));
            case LATEST_PER_KEY ->
                Map.of("cleanup.policy", "compact", "delete.retention.ms", time, "segment.ms", "600000");
        };
        return line(topic.name(), topic.partitions(), settings);
    }

    private static String line(String name, int partitions, Map<String, String> settings) {
        return name + " " + partitions + " "
                + new TreeSet<>(settings.entrySet().stream().map(Map.Entry::toString).toList());
    }

    @Test
    void strimziMakesThemAndKeepsThemWhenTheReleaseGoes() {
        var topics = Chart.render(Chart.ci("strimzi")).stream().filter(one -> one.kind().equals("KafkaTopic")).toList();
        assertThat(topics).extracting(Manifest::name)
                .containsExactlyInAnyOrderElementsOf(Topic.declarations().stream().map(Declaration::name).toList());
        assertThat(topics).allMatch(
                topic -> topic.at("/metadata/annotations").path("helm.sh/resource-policy").asString("").equals("keep"));
    }

    @Test
    void theJobMakesWhatIsMissingAndSetsWhatIsThere() throws IOException, InterruptedException {
        var known = Topic.LORA_EVENTS.topicName();
        var calls = callsOfTheJob(known);
        var created = Topic.declarations().stream().map(Declaration::name).filter(name -> !name.equals(known)).toList();
        assertThat(calls.stream().filter(call -> call.contains("--create")).map(call -> word(call, "--topic")))
                .isEqualTo(created);
        assertThat(calls.stream().filter(call -> call.contains("--alter")).map(call -> word(call, "--entity-name")))
                .containsExactly(known);
        assertThat(calls).anyMatch(call -> call.endsWith("--topic lorikeet.lora.catalogue.v1 --partitions 24"
                + " --replication-factor 3 --config cleanup.policy=compact --config delete.retention.ms=604800000"
                + " --config min.insync.replicas=2 --config segment.ms=600000"));
        assertThat(Files.readString(directory.resolve("client.properties"))).contains("security.protocol=SASL_SSL",
                "sasl.mechanism=SCRAM-SHA-512", "ssl.truststore.location=/etc/kafka-authority/ca.crt",
                "sasl.jaas.config=the line");
    }

    private static String word(String call, String after) {
        var words = Arrays.asList(call.split(" "));
        return words.get(words.indexOf(after) + 1);
    }

    /** Runs the script of the rendered job, with tools that write down how they are called. */
    private List<String> callsOfTheJob(String known) throws IOException, InterruptedException {
        for (var tool : List.of("kafka-topics", "kafka-configs")) {
            var script = "#!/bin/bash\necho \"$0 $*\" >> " + directory + "/calls\n[[ $* != *--list ]] || echo " + known
                    + "\n";
            Files.writeString(directory.resolve(tool + ".sh"), script);
            Files.setPosixFilePermissions(directory.resolve(tool + ".sh"),
                    PosixFilePermissions.fromString("rwx------"));
        }
        var container = Chart.render(Chart.ci("full"))
                .stream()
                .filter(one -> one.kind().equals("Job"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec/containers/0");
        var script = container.path("args").path(0).asString().replace("/tmp/", directory + "/");
        var process = new ProcessBuilder("bash", "-c", script, "topics").redirectErrorStream(true);
        var environment = new HashMap<String, String>();
        container.path("env")
                .valueStream()
                .forEach(one -> environment.put(one.path("name").asString(), one.path("value").asString("the line")));
        environment.put("KAFKA_BIN", directory.toString());
        process.environment().putAll(environment);
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(output).isZero();
        return Files.readAllLines(directory.resolve("calls"));
    }

    @Test
    void everyServiceMayReadAndWriteWhatItDoesAndNoMore() {
        var access = Chart.read(Chart.DIRECTORY.resolve("files/access.yaml"));
        for (var topic : Topic.values()) {
            assertThat(SERVICES.stream()
                    .filter(service -> names(access, service, "consumes").anyMatch(topic.topicName()::equals))
                    .map(TopicsTest::groupOf))
                    .as("readers of %s", topic)
                    .containsExactlyInAnyOrderElementsOf(topic.groups());
            assertThat(SERVICES.stream()
                    .filter(service -> names(access, service, "writes").anyMatch(topic.topicName()::equals)))
                    .as("writers of %s", topic)
                    .hasSize(1);
        }
    }

    private static Stream<String> names(JsonNode access, String service, String what) {
        return access.path(service).path(what).valueStream().map(JsonNode::asString);
    }

    private static String groupOf(String service) {
        return service.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void aUserOfStrimziHasTheDeadLettersOfItsGroupsToo() {
        var user = Chart.render(Chart.ci("strimzi"))
                .stream()
                .filter(one -> one.title().equals("KafkaUser/lorikeet-storage-worker"))
                .findFirst()
                .orElseThrow();
        var rules = user.at("/spec/authorization/acls")
                .valueStream()
                .map(rule -> rule.at("/resource/name").asString() + " " + rule.path("operations"))
                .toList();
        assertThat(rules).containsExactly("lorikeet.storage.events.v1 [\"Describe\",\"Write\"]",
                "lorikeet.lora.events.v1 [\"Describe\",\"Read\"]",
                "lorikeet.generation.events.v1 [\"Describe\",\"Read\"]",
                "lorikeet.lora.events.v1.storage-worker.dlt [\"Describe\",\"Read\",\"Write\"]",
                "lorikeet.generation.events.v1.storage-worker.dlt [\"Describe\",\"Read\",\"Write\"]",
                "storage-worker [\"Describe\",\"Read\"]", "relay-storage-worker- [\"Describe\",\"Write\"]");
    }
}
