package dev.lorikeet.generation.payload;

import java.util.Locale;

import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Dialect.GenericLoras;
import dev.lorikeet.generation.models.Worker;
import tools.jackson.databind.node.ObjectNode;

/** One list of LoRAs, each with its weight and, where the worker reads it, its network. */
record GenericLorasPayload(Worker worker, GenericLoras dialect) implements PayloadAdapter {

    @Override
    public ObjectNode input(Order order, Shipment shipment) {
        var input = FieldNames.write(dialect.fields(), order, shipment);
        if (order.loras().isEmpty()) {
            return input;
        }
        var references = new References(worker, shipment);
        var list = input.putArray(dialect.list());
        for (var lora : order.loras()) {
            var entry = list.addObject();
            entry.put(dialect.reference(), references.of(lora)).put(dialect.weight(), lora.weight());
            var expert = dialect.expert();
            if (expert != null) {
                entry.put(expert, lora.expert().name().toLowerCase(Locale.ROOT));
            }
        }
        return input;
    }
}
