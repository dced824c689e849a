package dev.lorikeet.generation.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.Shipment.InlinedPicture;
import dev.lorikeet.generation.payload.Shipment.LinkedPicture;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code lora_pairs}: one file for each network, side by side. The two of a pair need not belong together. */
record GenerateVideoPayload(Worker worker) implements PayloadAdapter {

    @Override
    public ObjectNode input(Order order, Shipment shipment) {
        var input = JsonNodeFactory.instance.objectNode();
        order.parameters().values().forEach((name, value) -> {
            if (!shipment.pictures().containsKey(name)) {
                input.set(name.equals("frames") ? "length" : name, Values.of(value));
            }
        });
        pictures(input, shipment);
        if (!order.loras().isEmpty()) {
            var list = input.putArray("lora_pairs");
            pairs(order.loras(), new References(worker, shipment)).forEach(list::add);
        }
        return input;
    }

    /** One key for each picture: the worker takes the first that is there, and an address before base64. */
    private static void pictures(ObjectNode input, Shipment shipment) {
        shipment.pictures().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            switch (entry.getValue()) {
                case LinkedPicture(var url) -> input.put(entry.getKey() + "_url", url.toString());
                case InlinedPicture(var base64) -> input.put(entry.getKey() + "_base64", base64);
            }
        });
    }

    private static List<ObjectNode> pairs(List<ChosenLora> loras, References references) {
        var pairs = new ArrayList<ObjectNode>();
        for (var lora : loras) {
            if (lora.expert() == NoiseExpert.BOTH) {
                var pair = JsonNodeFactory.instance.objectNode();
                side(pair, "high", lora, references);
                side(pair, "low", lora, references);
                pairs.add(pair);
            }
        }
        var high = loras.stream().filter(lora -> lora.expert() == NoiseExpert.HIGH).toList();
        var low = loras.stream().filter(lora -> lora.expert() == NoiseExpert.LOW).toList();
        for (int index = 0; index < Math.max(high.size(), low.size()); index++) {
            var pair = JsonNodeFactory.instance.objectNode();
            if (index < high.size()) {
                side(pair, "high", high.get(index), references);
            }
            if (index < low.size()) {
                side(pair, "low", low.get(index), references);
            }
            pairs.add(pair);
        }
        return pairs;
    }

    private static void side(ObjectNode pair, String side, ChosenLora lora, References references) {
        pair.put(side, references.of(lora));
        pair.put(side + "_weight", lora.weight());
    }
}
