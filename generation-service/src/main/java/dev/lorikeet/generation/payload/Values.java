package dev.lorikeet.generation.payload;

import dev.lorikeet.generation.payload.Shipment.InlinedPicture;
import dev.lorikeet.generation.payload.Shipment.LinkedPicture;
import dev.lorikeet.generation.payload.Shipment.ShippedPicture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values as JSON: whole numbers stay whole. */
final class Values {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Values() {}

    static JsonNode of(Object value) {
        return switch (value) {
            case Long whole -> NODES.numberNode(whole);
            case Double number -> NODES.numberNode(number);
            case Boolean flag -> NODES.booleanNode(flag);
            default -> NODES.stringNode(value.toString());
        };
    }

    static String of(ShippedPicture picture) {
        return switch (picture) {
            case LinkedPicture(var url) -> url.toString();
            case InlinedPicture(var base64) -> base64;
        };
    }
}
