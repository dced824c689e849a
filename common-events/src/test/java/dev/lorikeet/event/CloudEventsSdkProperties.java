package dev.lorikeet.event;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.lorikeet.event.EventCatalogue.Row;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody else's reader, so that our writer and our reader cannot agree on the same mistake. */
final class CloudEventsSdkProperties {
    private final EventCodec codec = new EventCodec();

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aForeignReaderSeesTheSameEvent(@ForAll("oneOfEach") List<EventEnvelope<DomainEvent>> envelopes) {
        envelopes.forEach(this::assertSeen);
    }

    private void assertSeen(EventEnvelope<DomainEvent> envelope) {
        Row row = EventCatalogue.of(envelope.event());
        WireRecord record = codec.encode(envelope);
        CloudEvent seen = read(record);
        assertThat(seen.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(seen.getId()).isEqualTo(envelope.id());
        assertThat(seen.getType()).isEqualTo(row.type());
        assertThat(seen.getSource()).isEqualTo(URI.create(envelope.source()));
        assertThat(seen.getSubject()).isEqualTo(envelope.event().subject());
        assertThat(Objects.requireNonNull(seen.getTime()).toInstant()).isEqualTo(envelope.time());
        assertThat(seen.getDataSchema()).isEqualTo(URI.create(row.dataSchema()));
        assertThat(Long.parseLong((String) Objects.requireNonNull(seen.getExtension("sequence"))))
                .isEqualTo(envelope.sequence());
        assertThat(dataOf(seen)).isEqualTo(Objects.requireNonNullElse(record.body(), ""));
        assertThat(seen.getDataContentType()).isEqualTo(row.isTombstone() ? null : "application/json");
    }

    @Example
    void aForeignReaderSeesTheRemovalInATombstone() {
        var removed = new EventEnvelope<>("event-1", "/lora-api", 9, Instant.EPOCH, null,
                new CatalogueEvent.CatalogueEntryRemoved(new LoraId("lora-1")));
        CloudEvent seen = read(codec.encode(removed));
        assertThat(seen.getType()).isEqualTo("dev.lorikeet.catalogue.entry-removed.v1");
        assertThat(seen.getSubject()).isEqualTo("lora-1");
        assertThat(seen.getTime()).isEqualTo(Instant.EPOCH.atOffset(ZoneOffset.UTC));
        assertThat(seen.getExtension("sequence")).isEqualTo("0000000000000000009");
        assertThat(dataOf(seen)).isEmpty();
    }

    @Provide
    Arbitrary<List<EventEnvelope<DomainEvent>>> oneOfEach() {
        return RandomEvents.oneOfEach();
    }

    private static String dataOf(CloudEvent event) {
        return event.getData() == null ? "" : new String(event.getData().toBytes(), UTF_8);
    }

    private static CloudEvent read(WireRecord record) {
        var headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        byte @Nullable [] body = record.body() == null ? null : record.body().getBytes(UTF_8);
        return KafkaMessageFactory
                .createReader(new ConsumerRecord<>(record.topic(), 0, 0, 0, TimestampType.CREATE_TIME, 0, 0,
                        record.key(), body, headers, Optional.empty()))
                .toEvent();
    }
}
