package dev.lorikeet.generation.payload;

import dev.lorikeet.generation.job.Order;
import tools.jackson.databind.node.ObjectNode;

/** One way to write an order down. Nothing absent is written: some workers take a null for a value. */
sealed interface PayloadAdapter permits GenerateVideoPayload, NoiseListsPayload, GenericLorasPayload,
        ComfyuiWorkflowPayload {

    ObjectNode input(Order order, Shipment shipment);
}
