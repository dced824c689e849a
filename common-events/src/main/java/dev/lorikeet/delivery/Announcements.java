package dev.lorikeet.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.DomainEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.WireRecord;
import org.springframework.util.unit.DataSize;

/** Puts events into the form in which they travel; those of one decision become outbox entries. */
final class Announcements {
    private final EventCodec codec;
    private final String service;
    private final DataSize largest;

    Announcements(EventCodec codec, String service, DataSize largest) {
        this.codec = codec;
        this.service = service;
        this.largest = largest;
    }

    /** The version is the sequence of all of them, so a topic may get one event only: it would drop the second. */
    List<OutboxEntry> of(String collection, String id, long version, Instant now, Optional<String> trace,
            List<? extends DomainEvent> events) {
        var entries = new ArrayList<OutboxEntry>();
        var topics = new HashSet<String>();
        for (var event : events) {
            var eventId = id + "." + version + "." + entries.size();
            var record = encode(collection, eventId, version, now, trace, event);
            if (!topics.add(record.topic())) {
                throw new IllegalArgumentException("one decision announces twice on " + record.topic() + ": " + events);
            }
            entries.add(new OutboxEntry(eventId, record));
        }
        return entries;
    }

    /** One event that no decision could be saved with; its id tells it from the events of every commit. */
    WireRecord direct(String collection, String id, long sequence, Instant now, Optional<String> trace,
            DomainEvent event) {
        return encode(collection, id + "." + sequence + ".direct", sequence, now, trace, event);
    }

    private WireRecord encode(String collection, String eventId, long sequence, Instant now, Optional<String> trace,
            DomainEvent event) {
        var source = "/" + service + "/" + collection;
        var record = codec.encode(new EventEnvelope<>(eventId, source, sequence, now, trace.orElse(null), event));
        checkSize(record);
        return record;
    }

    private void checkSize(WireRecord record) {
        var body = record.body();
        if (body != null && body.getBytes(StandardCharsets.UTF_8).length > largest.toBytes()) {
            throw new IllegalArgumentException("event for " + record.topic() + " is larger than " + largest);
        }
    }
}
