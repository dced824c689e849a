package dev.lorikeet.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.StorageEvent.ObjectRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.lorikeet.event.CloudEventHeaders.CONTENT_TYPE;
import static dev.lorikeet.event.CloudEventHeaders.ID;
import static dev.lorikeet.event.CloudEventHeaders.SEQUENCE;
import static dev.lorikeet.event.CloudEventHeaders.SOURCE;
import static dev.lorikeet.event.CloudEventHeaders.SPEC_VERSION;
import static dev.lorikeet.event.CloudEventHeaders.SUBJECT;
import static dev.lorikeet.event.CloudEventHeaders.TIME;
import static dev.lorikeet.event.CloudEventHeaders.TRACE_PARENT;
import static dev.lorikeet.event.CloudEventHeaders.TYPE;
import static org.assertj.core.api.Assertions.assertThat;

final class EventCodecTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final EventEnvelope<?> REFUSED = envelope(new ObjectRefused(new LoraId("lora-1"),
            new ObjectKey("loras/20260131/12/demo/lora-1/dusk.safetensors"),
            new Reason("TRUNCATED", "It is cut short.")));
    private static final EventEnvelope<?> REMOVED = envelope(new CatalogueEntryRemoved(new LoraId("lora-1")));

    private final EventCodec codec = new EventCodec();

    @Test
    void whatIsWrittenIsRead() {
        assertThat(codec.decode(codec.encode(REFUSED))).isEqualTo(new Decoded.Known(REFUSED));
        assertThat(codec.decode(codec.encode(REMOVED))).isEqualTo(new Decoded.Known(REMOVED));
    }

    @Test
    void theHeadersAreThoseOfCloudEvents() {
        assertThat(codec.encode(REFUSED).headers()).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(Map.of(
                "ce_specversion", "1.0", "ce_id", "event-1", "ce_type", "dev.lorikeet.storage.object-refused.v1",
                "ce_source", "/storage-worker", "ce_subject", "lora-1", "ce_time", "2026-01-31T12:00:00Z",
                "ce_dataschema", "https://lorikeet.dev/schemas/dev.lorikeet.storage.object-refused.v1.json",
                "ce_sequence", "0000000000000000003", "content-type", "application/json", "traceparent", TRACE)));
    }

    @Test
    void aRemovalIsATombstoneWithHeaders() {
        var record = codec.encode(REMOVED);
        assertThat(record.body()).isNull();
        assertThat(record.headers()).containsEntry(TYPE, "dev.lorikeet.catalogue.entry-removed.v1")
                .doesNotContainKey(CONTENT_TYPE);
    }

    @Test
    void anUnknownTypeIsAValue() {
        var record = with(codec.encode(REFUSED), TYPE, "dev.lorikeet.storage.object-polished.v1");
        assertThat(codec.decode(record))
                .isEqualTo(new Decoded.Unknown("dev.lorikeet.storage.object-polished.v1", "event-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "ce_sequence",
            "content-type"})
    void aMissingHeaderIsNamed(String header) {
        assertMalformed(with(codec.encode(REFUSED), header, null), "the header " + header + " is missing");
    }

    @ParameterizedTest
    @CsvSource({SPEC_VERSION + ", 0.3, 'the header ce_specversion must be 1.0, not 0.3'",
            SEQUENCE + ", -1, 'the header ce_sequence must be a number, not -1'",
            SEQUENCE + ", 0, sequence must be 1 to 9223372036854775807",
            SEQUENCE + ", 9999999999999999999, must be at most 9223372036854775807",
            TIME + ", yesterday, 'yesterday'' is not a time like'",
            TIME + ", 2026-01-31T12:00:00, is not a time like",
            SOURCE + ", lora api, 'source must be a URI reference'",
            SUBJECT + ", lora-2, 'the header ce_subject is about ''lora-2'', but the record''s key is ''lora-1'''",
            CONTENT_TYPE + ", text/plain, 'must be application/json, not text/plain'", ID + ", '', ce_id is missing"})
    void aWrongHeaderIsExplained(String header, String value, String reason) {
        assertMalformed(with(codec.encode(REFUSED), header, value), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{ | cannot be read", "[] | cannot be read", "null | the body is null",
            "{\"lora\":\"lora-1\",\"key\":\"k\",\"reason\":{\"code\":\"A\",\"message\":\"b\"}} {} | Trailing token",
            "{\"lora\":\"lora-1\",\"lora\":\"lora-1\"} | Duplicate",
            "{\"lora\":\"lora-1\",\"reason\":{\"code\":\"A\",\"message\":\"b\"}} | key",
            "{\"lora\":null,\"key\":\"k\",\"reason\":{\"code\":\"A\",\"message\":\"b\"}} | lora",
            "{\"lora\":7,\"key\":\"k\",\"reason\":{\"code\":\"A\",\"message\":\"b\"}} | lora",
            "{\"lora\":\"lora-1\",\"key\":\"/k\",\"reason\":{\"code\":\"A\",\"message\":\"b\"}} | may not start with a slash",
            "{\"lora\":\"lora-2\",\"key\":\"k\",\"reason\":{\"code\":\"A\",\"message\":\"b\"}} | the body is about 'lora-2'"})
    void aWrongBodyIsExplained(String body, String reason) {
        assertMalformed(withBody(codec.encode(REFUSED), body), reason);
    }

    @Test
    void aBodyDoesNotBelongOnATombstoneNorNoneOnAnythingElse() {
        assertMalformed(withBody(codec.encode(REMOVED), "{}"), "may not have a body");
        assertMalformed(withBody(codec.encode(REFUSED), null), "must have a body");
    }

    @Test
    void aBottomlessOrEndlessBodyIsMalformed() {
        assertMalformed(withBody(codec.encode(REFUSED), "{\"a\":".repeat(5000)), "nesting depth");
        assertMalformed(withBody(codec.encode(REFUSED), " ".repeat(600_000)), "is longer than");
    }

    @Test
    void unknownFieldsAreIgnored() {
        var record = codec.encode(REFUSED);
        var richer = Objects.requireNonNull(record.body()).replaceFirst("\\{", "{\"mood\":{\"is\":[1]},");
        assertThat(codec.decode(withBody(record, richer))).isEqualTo(new Decoded.Known(REFUSED));
    }

    @Test
    void theTopicHasToBeTheTypesOrOneOfItsDeadLetters() {
        var record = codec.encode(REFUSED);
        var dead = new WireRecord(Topic.STORAGE_EVENTS.deadLettersOf("lora-api"), record.key(), record.headers(),
                record.body());
        assertThat(codec.decode(dead)).isInstanceOf(Decoded.Known.class);
        var astray = new WireRecord("lorikeet.lora.events.v1", record.key(), record.headers(), record.body());
        assertMalformed(astray, "belongs on lorikeet.storage.events.v1, not on lorikeet.lora.events.v1");
    }

    @Test
    void aBrokenTraceDoesNotCostTheEvent() {
        var decoded = codec.decode(with(codec.encode(REFUSED), TRACE_PARENT, "nonsense"));
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Known.class,
                known -> assertThat(known.envelope().traceparent()).isNull());
    }

    private static EventEnvelope<?> envelope(DomainEvent event) {
        return new EventEnvelope<>("event-1", "/storage-worker", 3, Instant.parse("2026-01-31T12:00:00Z"), TRACE,
                event);
    }

    private void assertMalformed(WireRecord record, String reason) {
        assertThat(codec.decode(record)).isInstanceOfSatisfying(Decoded.Malformed.class,
                malformed -> assertThat(malformed.reason()).contains(reason));
    }

    private static WireRecord with(WireRecord record, String header, @Nullable String value) {
        var headers = new TreeMap<>(record.headers());
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return new WireRecord(record.topic(), record.key(), headers, record.body());
    }

    private static WireRecord withBody(WireRecord record, @Nullable String body) {
        return new WireRecord(record.topic(), record.key(), record.headers(), body);
    }
}
