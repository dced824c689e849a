package dev.lorikeet.generation.payload;

import tools.jackson.databind.node.ObjectNode;

/** What became of an order that was to be written down for a worker. */
public sealed interface Payload {

    /**
     * It can be sent.
     *
     * @param input what RunPod wants under {@code input}
     */
    record Ready(ObjectNode input, long bytes) implements Payload {}

    /** RunPod would refuse it. */
    record TooLarge(long bytes, long most) implements Payload {
        public String advice() {
            return "The request would have " + bytes + " bytes, and RunPod takes at most " + most
                    + ". Send a smaller picture, or one by its https address.";
        }
    }
}
