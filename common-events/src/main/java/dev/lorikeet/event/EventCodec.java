package dev.lorikeet.event;

import java.util.SortedMap;
import java.util.TreeMap;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.EventCatalogue.Row;
import tools.jackson.core.JacksonException;

import static dev.lorikeet.event.CloudEventHeaders.CONTENT_TYPE;
import static dev.lorikeet.event.CloudEventHeaders.DATA_SCHEMA;
import static dev.lorikeet.event.CloudEventHeaders.ID;
import static dev.lorikeet.event.CloudEventHeaders.JSON;
import static dev.lorikeet.event.CloudEventHeaders.SEQUENCE;
import static dev.lorikeet.event.CloudEventHeaders.SOURCE;
import static dev.lorikeet.event.CloudEventHeaders.SPEC_VERSION;
import static dev.lorikeet.event.CloudEventHeaders.SPEC_VERSION_1;
import static dev.lorikeet.event.CloudEventHeaders.SUBJECT;
import static dev.lorikeet.event.CloudEventHeaders.TIME;
import static dev.lorikeet.event.CloudEventHeaders.TRACE_PARENT;
import static dev.lorikeet.event.CloudEventHeaders.TYPE;

/**
 * Events to Kafka records and back. Writing is strict; reading ignores what it does not know and answers with a value
 * whatever it is given, because a record that cannot be read is the consumer's daily business and not its failure.
 */
public final class EventCodec {
    private final EventJson json = new EventJson();

    public WireRecord encode(EventEnvelope<?> envelope) {
        DomainEvent event = envelope.event();
        Row row = EventCatalogue.of(event);
        String body = row.isTombstone() ? null : json.write(event);
        return new WireRecord(row.topic().topicName(), event.subject(), headers(row, envelope), body);
    }

    private static SortedMap<String, String> headers(Row row, EventEnvelope<?> envelope) {
        var headers = new TreeMap<String, String>();
        headers.put(SPEC_VERSION, SPEC_VERSION_1);
        headers.put(ID, envelope.id());
        headers.put(TYPE, row.type());
        headers.put(SOURCE, envelope.source());
        headers.put(SUBJECT, envelope.event().subject());
        headers.put(TIME, envelope.time().toString());
        headers.put(DATA_SCHEMA, row.dataSchema());
        headers.put(SEQUENCE, CloudEventHeaders.sortable(envelope.sequence()));
        if (!row.isTombstone()) {
            headers.put(CONTENT_TYPE, JSON);
        }
        if (envelope.traceparent() != null) {
            headers.put(TRACE_PARENT, envelope.traceparent());
        }
        return headers;
    }

    public Decoded decode(WireRecord record) {
        try {
            return read(record);
        } catch (JacksonException | IllegalArgumentException e) {
            return new Decoded.Malformed(EventJson.explain(e));
        }
    }

    private Decoded read(WireRecord record) {
        var headers = new CloudEventHeaders(record.headers());
        headers.demandSpecVersion();
        String type = headers.required(TYPE);
        String id = headers.required(ID);
        Row row = EventCatalogue.ofType(type).orElse(null);
        if (row == null) {
            return new Decoded.Unknown(type, id);
        }
        demandRightPlace(row, record, headers);
        var envelope = new EventEnvelope<>(id, headers.required(SOURCE), headers.sequence(),
                WireTime.parse(headers.required(TIME)), headers.traceParent(), event(row, record, headers));
        demandSubject(record.key(), envelope.event().subject(), "the body");
        return new Decoded.Known(envelope);
    }

    /** A dead-letter topic is named after the topic it serves, and its records are read by the same rules. */
    private static void demandRightPlace(Row row, WireRecord record, CloudEventHeaders headers) {
        String home = row.topic().topicName();
        Limits.demand(record.topic().equals(home) || record.topic().startsWith(home + "."), row.type(),
                "belongs on " + home + ", not on " + record.topic());
        demandSubject(record.key(), headers.required(SUBJECT), "the header " + SUBJECT);
    }

    private static void demandSubject(String key, String subject, String where) {
        Limits.demand(subject.equals(key), where, "is about '" + subject + "', but the record's key is '" + key + "'");
    }

    private DomainEvent event(Row row, WireRecord record, CloudEventHeaders headers) {
        String body = record.body();
        if (row.isTombstone()) {
            Limits.demand(body == null, row.type(), "may not have a body");
            return new CatalogueEntryRemoved(new LoraId(record.key()));
        }
        if (body == null) {
            throw new IllegalArgumentException(row.type() + " must have a body");
        }
        headers.demandJson();
        return json.read(body, row.event());
    }
}
