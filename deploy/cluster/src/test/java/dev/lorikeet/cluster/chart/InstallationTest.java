package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.lorikeet.event.Topic;
import dev.lorikeet.event.Topic.Declaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code helm test} does, with tools that write down how they are called. */
final class InstallationTest {
    @TempDir
    private Path directory;

    private record End(int code, String output, List<String> calls) {}

    @Test
    void asksEveryServiceAndSendsARecordThroughKafkaAndBack() throws IOException, InterruptedException {
        var end = test("full", "cat " + directory + "/record");
        assertThat(end.code()).as(end.output()).isZero();
        assertThat(end.output()).contains("Kafka gave back what it took");
        assertThat(end.calls()).filteredOn(call -> call.startsWith("wget"))
                .extracting(call -> call.replaceAll(".* ", ""))
                .containsExactlyInAnyOrder("http://lorikeet-lora-api:9090/actuator/health/readiness",
                        "http://lorikeet-generation-service:9090/actuator/health/readiness",
                        "http://lorikeet-storage-worker:8082/actuator/health/readiness");
        assertThat(made(end)).hasSize(1).isEqualTo(removed(end)).allMatch(topic -> topic.startsWith("lorikeet.test."));
        assertThat(Topic.declarations()).extracting(Declaration::name).doesNotContainAnyElementsOf(made(end));
    }

    @Test
    void failsWhereSomethingElseComesBackAndRemovesItsTopicAllTheSame() throws IOException, InterruptedException {
        var end = test("full", "echo something else");
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.output()).contains("Kafka took a record and gave back: something else");
        assertThat(removed(end)).hasSize(1).isEqualTo(made(end));
    }

    /** Who makes the topics elsewhere need not let us make one. */
    @Test
    void doesNotTouchKafkaWhereTheChartMakesNoTopics() throws IOException, InterruptedException {
        var end = test("strimzi", "false");
        assertThat(end.code()).as(end.output()).isZero();
        assertThat(end.calls()).hasSize(3).allMatch(call -> call.startsWith("wget"));
    }

    private static List<String> made(End end) {
        return topics(end, "--create");
    }

    private static List<String> removed(End end) {
        return topics(end, "--delete");
    }

    private static List<String> topics(End end, String what) {
        return end.calls()
                .stream()
                .filter(call -> call.contains(what))
                .map(call -> call.replaceAll(".*--topic (\\S+).*", "$1"))
                .toList();
    }

    private End test(String values, String consumer) throws IOException, InterruptedException {
        var names = Topic.declarations().stream().map(Declaration::name).collect(Collectors.joining("\\n"));
        tool("wget", "true");
        tool("kafka-topics.sh", "[[ $* != *--list ]] || printf '" + names + "\\n'");
        tool("kafka-console-producer.sh", "cat > " + directory + "/record");
        tool("kafka-console-consumer.sh", consumer);
        var container = Chart.render(Chart.ci(values))
                .stream()
                .filter(one -> one.title().equals("Pod/lorikeet-test"))
                .findFirst()
                .orElseThrow()
                .at("/spec/containers/0");
        var words = container.path("args").valueStream().map(one -> one.asString()).toList();
        var script = words.getFirst().replace("/tmp/", directory + "/");
        var command = new ArrayList<>(List.of("bash", "-c", script));
        command.addAll(words.subList(1, words.size()));
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        container.path("env")
                .valueStream()
                .forEach(one -> process.environment()
                        .put(one.path("name").asString(), one.path("value").asString("the line")));
        process.environment().put("KAFKA_BIN", directory.toString());
        process.environment().merge("PATH", directory + ":", (path, own) -> own + path);
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new End(running.waitFor(), output, Files.readAllLines(directory.resolve("calls")));
    }

    private void tool(String name, String does) throws IOException {
        var script = "#!/bin/bash\necho \"" + name + " $*\" >> " + directory + "/calls\n" + does + "\n";
        Files.setPosixFilePermissions(Files.writeString(directory.resolve(name), script),
                PosixFilePermissions.fromString("rwx------"));
    }
}
