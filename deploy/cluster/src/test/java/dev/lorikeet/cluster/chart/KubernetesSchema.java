package dev.lorikeet.cluster.chart;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;

/** A closed JSON schema of a Kubernetes type, made from the classes of its client: no data file, no download. */
final class KubernetesSchema {
    private static final String QUANTITY = "^[+-]?[0-9]+(\\.[0-9]+)?(m|k|[KMGTPE]i?|[eE][0-9]+)?$";
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private KubernetesSchema() {}

    static Map<String, Object> of(Class<?> type) {
        var schema = new KubernetesSchema();
        var root = schema.reference(type);
        return Map.of("allOf", List.of(root), "definitions", schema.definitions);
    }

    private Map<String, Object> reference(Class<?> model) {
        var name = model.getSimpleName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, object(model));
        }
        return Map.of("$ref", "#/definitions/" + name);
    }

    private Map<String, Object> object(Class<?> model) {
        var properties = Arrays.stream(model.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(SerializedName.class))
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .collect(Collectors.toMap(KubernetesSchema::nameOf, field -> of(field.getGenericType())));
        return Map.of("type", "object", "additionalProperties", false, "properties", properties, "required",
                required(model));
    }

    private static String nameOf(Field field) {
        return field.getAnnotation(SerializedName.class).value();
    }

    private static List<String> required(Class<?> model) {
        try {
            return ((Collection<?>) model.getField("openapiRequiredFields").get(null)).stream()
                    .map(String::valueOf)
                    .toList();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(model + " is none of the client's models", failure);
        }
    }

    private Map<String, Object> of(Type type) {
        return switch (type) {
            case ParameterizedType many when many.getRawType() == Map.class ->
                Map.of("type", "object", "additionalProperties", of(many.getActualTypeArguments()[1]));
            case ParameterizedType many -> Map.of("type", "array", "items", of(many.getActualTypeArguments()[0]));
            case Class<?> one -> single(one);
            default -> throw new IllegalStateException("no schema for " + type);
        };
    }

    private Map<String, Object> single(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String", "OffsetDateTime" -> Map.of("type", "string");
            case "Integer", "Long" -> Map.of("type", "integer");
            case "Double" -> Map.of("type", "number");
            case "Boolean" -> Map.of("type", "boolean");
            case "byte[]" -> Map.of("type", "string");
            case "Object" -> Map.of();
            default -> model(type);
        };
    }

    private Map<String, Object> model(Class<?> type) {
        if (type == IntOrString.class) {
            return Map.of("type", List.of("integer", "string"));
        }
        return type == Quantity.class
                ? Map.of("type", List.of("integer", "string"), "pattern", QUANTITY)
                : reference(type);
    }
}
