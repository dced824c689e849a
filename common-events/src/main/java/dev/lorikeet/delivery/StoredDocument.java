package dev.lorikeet.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An aggregate as it lies in its collection.
 *
 * @param version counts the commits; the next one must name it
 * @param dueAt when the document wants work done, or when the lease of whoever does it ends
 * @param trace what last asked for that work, as a traceparent
 * @param attempts how often that work was claimed since the state last asked for it
 */
public record StoredDocument(String id, long version, Map<String, Object> state, List<OutboxEntry> outbox,
        Optional<Instant> dueAt, Optional<String> trace, int attempts) {

    public StoredDocument {
        outbox = List.copyOf(outbox);
    }
}
