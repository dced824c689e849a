package dev.lorikeet.generation.payload;

import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.generation.job.Order;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes parameters and pictures under the names that a worker has for them. */
final class FieldNames {
    private FieldNames() {}

    static ObjectNode write(Map<String, String> names, Order order, Shipment shipment) {
        var input = JsonNodeFactory.instance.objectNode();
        order.parameters().values().forEach((name, value) -> {
            var field = names.get(name);
            if (field != null && !shipment.pictures().containsKey(name)) {
                input.set(field, Values.of(value));
            }
        });
        new TreeMap<>(shipment.pictures()).forEach((name, picture) -> {
            var field = names.get(name);
            if (field != null) {
                input.put(field, Values.of(picture));
            }
        });
        return input;
    }
}
