package dev.lorikeet.generation.payload;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Dialect.NoiseLists;
import dev.lorikeet.generation.models.Worker;
import tools.jackson.databind.node.ObjectNode;

/** One list of LoRAs for each network. */
record NoiseListsPayload(Worker worker, NoiseLists dialect) implements PayloadAdapter {

    @Override
    public ObjectNode input(Order order, Shipment shipment) {
        var input = FieldNames.write(dialect.fields(), order, shipment);
        list(input, "high_noise_loras", NoiseExpert.HIGH, order, shipment);
        list(input, "low_noise_loras", NoiseExpert.LOW, order, shipment);
        return input;
    }

    private void list(ObjectNode input, String name, NoiseExpert network, Order order, Shipment shipment) {
        var references = new References(worker, shipment);
        var loras = order.loras()
                .stream()
                .filter(lora -> lora.expert() == network || lora.expert() == NoiseExpert.BOTH)
                .toList();
        if (loras.isEmpty()) {
            return;
        }
        var list = input.putArray(name);
        loras.forEach(lora -> list.addObject().put("path", references.of(lora)).put("scale", lora.weight()));
    }
}
