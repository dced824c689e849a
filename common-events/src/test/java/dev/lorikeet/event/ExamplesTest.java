package dev.lorikeet.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.lorikeet.event.EventCatalogue.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ExamplesTest {
    private final EventCodec codec = new EventCodec();

    static Stream<Arguments> examples() {
        return EventCatalogue.rows()
                .stream()
                .flatMap(row -> Stream.of("full", "minimal").map(name -> Arguments.of(row, name)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void obeysItsSchema(Row row, String name) {
        assertThat(Contract.violations(row, Contract.example(row, name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isReadAndWrittenBackUnchanged(Row row, String name) {
        var example = Contract.JSON.readTree(Contract.example(row, name));
        var decoded = codec.decode(record(row, example.isNull() ? null : example.toString()));
        assertThat(decoded).isInstanceOf(Decoded.Known.class);
        var written = codec.encode(((Decoded.Known) decoded).envelope()).body();
        assertThat(Contract.JSON.readTree(Objects.requireNonNullElse(written, "null"))).isEqualTo(example);
    }

    @ParameterizedTest
    @MethodSource("dev.lorikeet.event.EventCatalogue#rows")
    void theFullOneUsesEveryFieldOfTheSchema(Row row) {
        var properties = Contract.schema(row).path("properties").propertyNames();
        var example = Contract.JSON.readTree(Contract.example(row, "full"));
        assertThat(List.copyOf(example.propertyNames())).hasSameElementsAs(properties);
    }

    private static WireRecord record(Row row, @Nullable String body) {
        var removed = new EventEnvelope<>("event-1", "/lora-api", 1, Instant.EPOCH, null,
                new CatalogueEvent.CatalogueEntryRemoved(new LoraId("lora-1")));
        var headers = new TreeMap<>(new EventCodec().encode(removed).headers());
        headers.put(CloudEventHeaders.SUBJECT, subject(body));
        headers.put(CloudEventHeaders.TYPE, row.type());
        headers.put(CloudEventHeaders.CONTENT_TYPE, "application/json; charset=utf-8");
        return new WireRecord(row.topic().topicName(), subject(body), headers, body);
    }

    private static String subject(@Nullable String body) {
        var event = Contract.JSON.readTree(Objects.requireNonNullElse(body, "{}"));
        if (event.has("place")) {
            var place = event.path("place");
            return new VolumePlace(new VolumeId(place.path("volume").asString()),
                    new ObjectKey(place.path("path").asString())).copyOf(new LoraId(event.path("lora").asString()));
        }
        return event.has("shard") ? "digest-" + event.path("shard").asInt()
                : event.path("generation").asString(event.path("lora").asString("lora-1"));
    }
}
