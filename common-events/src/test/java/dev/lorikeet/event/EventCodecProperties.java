package dev.lorikeet.event;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

final class EventCodecProperties {
    private final EventCodec codec = new EventCodec();

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whateverIsWrittenObeysItsSchemaAndIsRead(@ForAll("oneOfEach") List<EventEnvelope<DomainEvent>> envelopes) {
        assertThat(envelopes).hasSize(EventCatalogue.rows().size()).allSatisfy(this::assertTravels);
    }

    private void assertTravels(EventEnvelope<DomainEvent> envelope) {
        var record = codec.encode(envelope);
        if (record.body() != null) {
            assertThat(Contract.violations(EventCatalogue.of(envelope.event()), record.body())).isEmpty();
        }
        assertThat(codec.decode(record)).isEqualTo(new Decoded.Known(envelope));
    }

    @Property(tries = 1000)
    void noiseIsAnswered(@ForAll("noise") WireRecord record) {
        assertThat(codec.decode(record)).isNotNull();
    }

    @Property(tries = 1000)
    void aDamagedRecordIsAnswered(@ForAll("envelopes") EventEnvelope<DomainEvent> envelope, @ForAll int where,
            @ForAll("splinters") String splinter) {
        var record = codec.encode(envelope);
        var body = damage(record.body(), where, splinter);
        var headers = new TreeMap<>(record.headers());
        var names = headers.keySet().toArray(String[]::new);
        headers.computeIfPresent(names[Math.floorMod(where, names.length)],
                (_, value) -> damage(value, where, splinter));
        assertThat(codec.decode(new WireRecord(record.topic(), record.key(), record.headers(), body))).isNotNull();
        assertThat(codec.decode(new WireRecord(record.topic(), record.key(), headers, record.body()))).isNotNull();
    }

    @Provide
    Arbitrary<List<EventEnvelope<DomainEvent>>> oneOfEach() {
        return RandomEvents.oneOfEach();
    }

    @Provide
    Arbitrary<EventEnvelope<DomainEvent>> envelopes() {
        return RandomEvents.any();
    }

    @Provide
    Arbitrary<String> splinters() {
        return Arbitraries.of("", "\"", "{", "}", "[", "null", "-1", "1e999", "true", ",", "\\u0000", "\ud800",
                "unknown", "\"\":", "..");
    }

    @Provide
    Arbitrary<WireRecord> noise() {
        var text = Arbitraries.strings().all().ofMaxLength(40);
        var types = Arbitraries.of(EventCatalogue.rows()).map(EventCatalogue.Row::type);
        var values = Arbitraries.oneOf(text, types,
                Arbitraries.of("1.0", "7", "2026-01-31T12:00:00Z", "application/json", "lora-1"));
        var names = Arbitraries.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time",
                "ce_sequence", "content-type", "traceparent", "x");
        Arbitrary<Map<String, String>> headers = Arbitraries.maps(names, values);
        var bodies = Arbitraries.oneOf(text, Arbitraries.of("{}", "[]", "null", "{\"lora\":{}}", "\"\""))
                .injectNull(0.2);
        var topics = Arbitraries.of(Topic.values()).map(Topic::topicName);
        return Combinators.combine(topics, values, headers, bodies)
                .as((topic, key, map, body) -> new WireRecord(topic, key, new TreeMap<>(map), body));
    }

    private static @Nullable String damage(@Nullable String text, int where, String splinter) {
        if (text == null) {
            return splinter;
        }
        int at = Math.floorMod(where, text.length() + 1);
        return text.substring(0, at) + splinter + text.substring(Math.min(text.length(), at + Math.floorMod(where, 5)));
    }
}
