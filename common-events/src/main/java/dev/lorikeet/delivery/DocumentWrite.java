package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The next state of an aggregate and everything that belongs to it, as one conditional write.
 *
 * @param expectedVersion what the decision was made on; 0 where there was nothing yet
 * @param list the fields that lists filter and sort by, beside the opaque state
 * @param unique what no other document of the collection holds
 * @param outboxKey where the relay finds the document while it has events
 */
public record DocumentWrite(String id, long expectedVersion, Map<String, Object> state, Map<String, Object> list,
        Optional<String> unique, List<OutboxEntry> events, String outboxKey, Due due) {

    public DocumentWrite {
        events = List.copyOf(events);
    }

    /** What the write does to the work that is due. */
    public sealed interface Due {
        /** The new state asks for the same work as the old one, which somebody may be doing. */
        record Kept() implements Due {}

        /**
         * From then on.
         *
         * @param trace what asks for it, as a traceparent: it lies beside the time, and goes with it
         */
        record At(Instant time, Optional<String> trace) implements Due {}

        record Never() implements Due {}
    }
}
