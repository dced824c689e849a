package dev.lorikeet.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.lorikeet.event.EventCatalogue.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

final class AsyncApiTest {
    private static final JsonNode DOCUMENT = YAMLMapper.builder().build().readTree(Contract.resource("/asyncapi.yaml"));

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references(DOCUMENT)).isNotEmpty().allSatisfy(AsyncApiTest::resolve);
    }

    @Test
    void aChannelIsATopicWithItsEvents() {
        var expected = EventCatalogue.rows()
                .stream()
                .collect(groupingBy(row -> row.topic().topicName(), mapping(Row::type, toSet())));
        var documented = new HashMap<String, Set<String>>();
        DOCUMENT.path("channels")
                .forEach(channel -> documented.put(channel.path("address").asString(), typesOf(channel)));
        assertThat(documented).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("dev.lorikeet.event.EventCatalogue#rows")
    void aMessagePointsAtItsSchemaAndItsExamples(Row row) {
        JsonNode message = DOCUMENT.path("components")
                .path("messages")
                .valueStream()
                .filter(each -> each.path("name").asString().equals(row.type()))
                .findAny()
                .orElseThrow();
        String examples = "./examples/" + row.type();
        assertThat(message.path("payload").path("schema").path("$ref").asString()).isEqualTo("." + row.schema());
        assertThat(references(message.path("examples"))).containsExactly(examples + "/full.json",
                examples + "/minimal.json");
        assertThat(references(message.path("traits")))
                .containsExactly("#/components/messageTraits/" + (row.isTombstone() ? "tombstone" : "event"));
    }

    @Test
    void everyChannelIsSentAndReceived() {
        var operations = DOCUMENT.path("operations")
                .valueStream()
                .collect(groupingBy(operation -> operation.path("channel").path("$ref").asString(),
                        mapping(operation -> operation.path("action").asString(), toSet())));
        assertThat(operations).hasSize(Topic.values().length)
                .allSatisfy((_, actions) -> assertThat(actions)
                        .containsExactlyInAnyOrder("send", "receive"));
    }

    @Test
    void aTopicIsDocumentedAsItIsCreated() {
        assertThat(Stream.of(Topic.values())).allSatisfy(topic -> {
            JsonNode kafka = channel(topic).path("bindings").path("kafka");
            var declaration = Topic.declarations()
                    .stream()
                    .filter(each -> each.name().equals(topic.topicName()))
                    .findAny()
                    .orElseThrow();
            boolean compacted = declaration.keeping() == Topic.Keeping.LATEST_PER_KEY;
            String time = compacted ? "delete.retention.ms" : "retention.ms";
            assertThat(kafka.path("partitions").asInt()).isEqualTo(declaration.partitions());
            assertThat(kafka.path("topicConfiguration").path("cleanup.policy").path(0).asString())
                    .isEqualTo(compacted ? "compact" : "delete");
            assertThat(kafka.path("topicConfiguration").path(time).asLong())
                    .isEqualTo(declaration.keeping().time().toMillis());
        });
    }

    @Test
    void theHeadersAreTheOnesThatAreSent() {
        var documented = DOCUMENT.path("components").path("schemas").path("cloudEvent");
        var event = new CatalogueEvent.CatalogueEntryRemoved(new LoraId("lora-1"));
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var codec = new EventCodec();
        var traced = codec.encode(new EventEnvelope<>("event-1", "/lora-api", 1, Instant.EPOCH, trace, event))
                .headers();
        var untraced = codec.encode(new EventEnvelope<>("event-1", "/lora-api", 1, Instant.EPOCH, null, event))
                .headers();
        assertThat(documented.path("properties").propertyNames()).hasSameElementsAs(traced.keySet());
        assertThat(documented.path("required").valueStream().map(JsonNode::asString))
                .hasSameElementsAs(untraced.keySet());
    }

    private static JsonNode channel(Topic topic) {
        return DOCUMENT.path("channels")
                .valueStream()
                .filter(each -> each.path("address").asString().equals(topic.topicName()))
                .findAny()
                .orElseThrow();
    }

    private static Set<String> typesOf(JsonNode channel) {
        return references(channel.path("messages")).stream()
                .map(reference -> resolve(reference).path("name").asString())
                .collect(toSet());
    }

    private static List<String> references(JsonNode node) {
        return node.findValuesAsString("$ref");
    }

    private static JsonNode resolve(String reference) {
        JsonNode target = reference.startsWith("#") ? DOCUMENT.at(reference.substring(1))
                : Contract.JSON.readTree(Contract.resource(reference.substring(1)));
        assertThat(target.isMissingNode()).as(reference).isFalse();
        return target;
    }
}
