package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** values.yaml, its schema and README.md say the same. */
final class ValuesTest {
    private static final Path README = Chart.DIRECTORY.resolve("README.md");
    private static final String BEGIN = "<!-- values: ValuesTest with -Dlorikeet.docs.write=true writes this -->\n";
    private static final String END = "<!-- end of values -->\n";
    private static final JsonNode SCHEMA = new JsonMapper()
            .readTree(Chart.content(Chart.DIRECTORY.resolve("values.schema.json")));
    private static final List<DocumentedValue> VALUES = DocumentedValue
            .of(Chart.content(Chart.DIRECTORY.resolve("values.yaml")),
                    Chart.read(Chart.DIRECTORY.resolve("values.yaml")));

    @Test
    void everyValueIsDescribedInTheSchemaAsInItsComment() {
        var described = new TreeMap<String, String>();
        describe("", SCHEMA, described);
        var commented = VALUES.stream().collect(Collectors.toMap(DocumentedValue::name, DocumentedValue::text));
        assertThat(commented).isNotEmpty().isEqualTo(described);
    }

    @Test
    void everySectionIsClosedAndDescribed() {
        assertThat(openSections("", SCHEMA)).isEmpty();
    }

    /** What a service has for itself refers to what all have, so that both are spelled and checked alike. */
    @Test
    void everyServiceTakesWhatAllTake() {
        var shared = SCHEMA.at("/properties/defaults/properties").propertyNames();
        for (var service : List.of("loraApi", "generationService", "storageWorker")) {
            var own = SCHEMA.at("/properties/" + service + "/properties");
            assertThat(own.propertyNames()).containsAll(shared).hasSize(shared.size() + 1);
        }
    }

    @Test
    void theReadmeListsEveryValue() throws IOException {
        var page = Files.readString(README);
        var before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        var fresh = before + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("lorikeet.docs.write")) {
            Files.writeString(README, fresh);
        }
        assertThat(fresh).as("README.md of the chart is stale; run this test with -Dlorikeet.docs.write=true")
                .isEqualTo(Files.readString(README));
    }

    private static String table() {
        return VALUES.stream()
                .map(DocumentedValue::row)
                .collect(Collectors.joining("", "| value | default | |\n|---|---|---|\n", ""));
    }

    private static void describe(String path, JsonNode schema, Map<String, String> into) {
        schema.path("properties").forEachEntry((name, value) -> {
            if (value.has("properties") && !isValue(path + name)) {
                describe(path + name + ".", value, into);
            } else if (!value.has("$ref")) {
                into.put(path + name, value.path("description").asString(""));
            }
        });
    }

    private static boolean isValue(String name) {
        return VALUES.stream().anyMatch(value -> value.name().equals(name));
    }

    private static List<String> openSections(String path, JsonNode schema) {
        var inside = schema.path("properties")
                .propertyStream()
                .filter(property -> property.getValue().has("properties"))
                .flatMap(property -> openSections(path + "/" + property.getKey(), property.getValue()).stream());
        var closed = schema.path("additionalProperties").isBoolean()
                && schema.has(path.isEmpty() ? "title" : "description");
        return closed ? inside.toList() : List.of(path);
    }
}
