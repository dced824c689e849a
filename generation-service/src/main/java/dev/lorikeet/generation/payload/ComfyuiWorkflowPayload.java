package dev.lorikeet.generation.payload;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.Dialect.ComfyuiWorkflow;
import dev.lorikeet.generation.models.Worker;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A filled-in ComfyUI graph, with the LoRAs as a chain of nodes behind the node that loads their network. */
record ComfyuiWorkflowPayload(Worker worker, ComfyuiWorkflow dialect) implements PayloadAdapter {

    @Override
    public ObjectNode input(Order order, Shipment shipment) {
        var input = JsonNodeFactory.instance.objectNode();
        var graph = new Graph((ObjectNode) dialect.graph().deepCopy());
        dialect.bindings().forEach((name, pointers) -> {
            var value = order.parameters().values().get(name);
            if (value != null && !shipment.pictures().containsKey(name)) {
                pointers.forEach(pointer -> graph.set(pointer, Values.of(value)));
            }
        });
        pictures(input, graph, order, shipment);
        var low = dialect.low();
        if (low == null) {
            chain(graph, dialect.high(), "lora", NoiseExpert.BOTH, order, shipment);
        } else {
            chain(graph, dialect.high(), "high", NoiseExpert.HIGH, order, shipment);
            chain(graph, low, "low", NoiseExpert.LOW, order, shipment);
        }
        input.set("workflow", graph.nodes());
        return input;
    }

    private void pictures(ObjectNode input, Graph graph, Order order, Shipment shipment) {
        for (var binding : dialect.bindings().entrySet()) {
            var picture = shipment.pictures().get(binding.getKey());
            if (picture != null) {
                var file = binding.getKey() + ".png"; // ComfyUI reads the content, whatever the name says
                input.withArray("images").addObject().put("name", file).put("image", Values.of(picture));
                binding.getValue().forEach(pointer -> graph.set(pointer, Values.of(file)));
            } else if (!order.parameters().has(binding.getKey())) {
                binding.getValue().forEach(graph::removePictureOf);
            }
        }
    }

    private void chain(Graph graph, String loader, String prefix, NoiseExpert network, Order order,
            Shipment shipment) {
        var references = new References(worker, shipment);
        var loras = order.loras()
                .stream()
                .filter(lora -> network == NoiseExpert.BOTH || lora.expert() == network
                        || lora.expert() == NoiseExpert.BOTH)
                .toList();
        var last = loader;
        for (int index = 0; index < loras.size(); index++) {
            var lora = loras.get(index);
            last = graph.append(last, "lorikeet_" + prefix + "_" + (index + 1), references.of(lora), lora.weight());
        }
        graph.readFrom(loader, last);
    }
}
