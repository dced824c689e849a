package dev.lorikeet.cluster.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.cluster.Repository;
import dev.lorikeet.event.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The files for {@code kafka-acls.sh} give what the chart gives to Strimzi's users, from the same source. */
final class KafkaRightsTest {
    static final List<String> SERVICES = Repository.SERVICES;
    private static final String PREFIXED = " --resource-pattern-type prefixed";

    private static Path file(String service) {
        return Repository.DEPLOY.resolve("access/" + service + ".kafka-acls");
    }

    private static JsonNode access(String service) {
        var text = Repository.text(Repository.DEPLOY.resolve("helm/lorikeet/files/access.yaml"));
        Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return JsonMapper.shared().valueToTree(parsed).required(camel(service));
    }

    private static String camel(String service) {
        var words = service.split("-", -1);
        return words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
    }

    private static Stream<String> topics(String service, String what) {
        return access(service).required(what).valueStream().map(JsonNode::asString);
    }

    private static String rights(String service) {
        var topic = Stream.of(
                topics(service, "writes").map(name -> line("topic " + name, "Describe", "Write")),
                Stream.concat(topics(service, "consumes"), topics(service, "follows"))
                        .map(name -> line("topic " + name, "Describe", "Read")),
                topics(service, "consumes")
                        .map(name -> line("topic " + name + "." + service + ".dlt", "Describe", "Read", "Write")),
                Stream.of(line("group " + service + PREFIXED, "Describe", "Read"),
                        line("transactional-id relay-" + service + "-" + PREFIXED, "Describe", "Write")));
        return topic.flatMap(lines -> lines).collect(Collectors.joining());
    }

    private static String line(String resource, String... operations) {
        return "--" + resource + Stream.of(operations).map(one -> " --operation " + one).collect(Collectors.joining())
                + "\n";
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void areThoseOfTheChart(String service) throws IOException {
        if (Boolean.getBoolean("lorikeet.docs.write")) {
            Files.writeString(file(service), rights(service));
        }
        assertThat(Repository.text(file(service))).isEqualTo(rights(service));
    }

    /** Each topic that there is, dead letters included, is named, and no other. */
    @Test
    void nameEveryTopicAndNothingElse() {
        var named = SERVICES.stream()
                .flatMap(service -> Repository.text(file(service)).lines())
                .filter(line -> line.startsWith("--topic "))
                .map(line -> line.split(" ", -1)[1])
                .collect(Collectors.toSet());
        assertThat(named).isEqualTo(Topic.declarations()
                .stream()
                .map(Topic.Declaration::name)
                .collect(Collectors.toSet()));
    }

    /** As the code makes it; the broker would refuse another one. */
    @ParameterizedTest
    @FieldSource("SERVICES")
    void letEachRelayHaveItsName(String service) {
        assertThat(Repository.text(Repository.TOP.resolve(
                "common-events/src/main/java/dev/lorikeet/delivery/RelayShard.java")))
                .contains("\"relay-\" + service + \"-\"");
        assertThat(Repository.text(file(service))).contains("--transactional-id relay-" + service + "-" + PREFIXED);
    }
}
