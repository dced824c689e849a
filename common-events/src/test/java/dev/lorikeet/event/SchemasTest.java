package dev.lorikeet.event;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lorikeet.event.EventCatalogue.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Record and schema are written by hand, both; here they are held against each other, field by field. */
final class SchemasTest {
    private static final Map<Type, String> JSON_TYPES = Map.of(String.class, "string", Instant.class, "string",
            int.class, "integer", Integer.class, "integer", long.class, "integer", double.class, "number", Double.class,
            "number");

    @ParameterizedTest
    @MethodSource("dev.lorikeet.event.EventCatalogue#rows")
    void saysWhatTheRecordSays(Row row) {
        JsonNode schema = Contract.schema(row);
        assertThat(schema.path("$id").asString()).isEqualTo(row.dataSchema());
        assertThat(schema.path("description").asString()).endsWith(".");
        if (row.isTombstone()) {
            assertThat(schema.path("type").asString()).isEqualTo("null");
        } else {
            compareRecord(row.type(), row.event(), schema, schema.path("$defs"));
        }
    }

    private void compareRecord(String path, Class<?> record, JsonNode schema, JsonNode definitions) {
        var components = List.of(record.getRecordComponents());
        assertThat(schema.path("type").asString()).as(path).isEqualTo("object");
        assertThat(schema.path("properties").propertyNames()).as(path)
                .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
        assertThat(schema.path("required").valueStream().map(JsonNode::asString)).as(path + " required")
                .containsExactlyElementsOf(
                        components.stream().filter(SchemasTest::isRequired).map(RecordComponent::getName).toList());
        components.forEach(component -> compare(path + "." + component.getName(), component.getAnnotatedType(),
                schema.path("properties").path(component.getName()), definitions));
    }

    private void compare(String path, AnnotatedType annotated, JsonNode property, JsonNode definitions) {
        JsonNode schema = resolve(property, definitions);
        if (annotated instanceof AnnotatedParameterizedType list) {
            assertThat(((ParameterizedType) list.getType()).getRawType()).as(path).isEqualTo(List.class);
            assertThat(schema.path("type").asString()).as(path).isEqualTo("array");
            compare(path + "[]", list.getAnnotatedActualTypeArguments()[0], schema.path("items"), definitions);
        } else if (annotated.getType() instanceof Class<?> type) {
            compareClass(path, type, schema, definitions);
        }
    }

    private void compareClass(String path, Class<?> type, JsonNode schema, JsonNode definitions) {
        if (type.isEnum()) {
            assertThat(schema.path("enum").valueStream().map(JsonNode::asString)).as(path)
                    .containsExactlyElementsOf(wireNames(type).toList());
        } else if (type.isRecord() && !isPlainText(type)) {
            compareRecord(path, type, schema, definitions);
        } else {
            String expected = type.isRecord() ? "string" : Objects.requireNonNull(JSON_TYPES.get(type), path);
            assertThat(schema.path("type").asString()).as(path).isEqualTo(expected);
        }
    }

    private static JsonNode resolve(JsonNode property, JsonNode definitions) {
        String reference = property.path("$ref").asString("");
        return reference.isEmpty() ? property : definitions.path(reference.substring("#/$defs/".length()));
    }

    private static boolean isRequired(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isPlainText(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonValue.class));
    }

    private static Stream<String> wireNames(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(constant -> Objects
                        .requireNonNull(constant.getAnnotation(JsonProperty.class), type + " " + constant)
                        .value());
    }
}
