package dev.lorikeet.generation.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.Decoded;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.WireRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

final class CatalogueCopyProperties {

    /** Late, repeated and shuffled: the newest is what counts. */
    @Property(tries = 500)
    void endsWithTheNewestWhateverTheOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int events)
            throws IOException {
        var chance = new Random(seed);
        var history = new ArrayList<Map.Entry<Long, CatalogueEvent.OfLora>>();
        for (long sequence = 1; sequence <= events; sequence++) {
            history.add(Map.entry(sequence, chance.nextInt(4) == 0
                    ? new CatalogueEntryRemoved(new LoraId("a"))
                    : entry()));
        }
        var newest = history.getLast();
        List<Map.Entry<Long, CatalogueEvent.OfLora>> arriving = new ArrayList<>(history);
        arriving.addAll(history);
        Collections.shuffle(arriving, chance);
        CatalogueCopy copy = new CatalogueCopy.None();
        for (var one : arriving) {
            copy = next(CatalogueCopy.apply(copy, copy(one)));
        }
        assertThat(copy).isEqualTo(next(CatalogueCopy.apply(new CatalogueCopy.None(),
                copy(newest))));
    }

    private static CatalogueCopy copy(Map.Entry<Long, CatalogueEvent.OfLora> told) {
        return CatalogueCopy.of(told.getValue(), new EventEnvelope<>("x", "/lora-api/loras", told.getKey(),
                Instant.EPOCH, null, told.getValue()));
    }

    private static CatalogueCopy next(Decision<CatalogueCopy, ?, String> decision) {
        return switch (decision) {
            case Decision.Accepted(var next, var _) -> next;
            case Decision.Unchanged(var same) -> same;
            case Decision.Refused(var reason) -> throw new AssertionError(reason);
        };
    }

    /** The golden example of the contract. */
    private static CatalogueEntry entry() throws IOException {
        var resource = "/examples/dev.lorikeet.catalogue.entry.v1/full.json";
        try (var example = Objects.requireNonNull(CatalogueEntry.class.getResourceAsStream(resource))) {
            var body = new String(example.readAllBytes(), StandardCharsets.UTF_8);
            var key = body.replaceAll("(?s).*?\"lora\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            var headers = new TreeMap<>(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/lora-api",
                    "ce_type", "dev.lorikeet.catalogue.entry.v1", "ce_subject", key, "ce_time", "2026-03-04T12:00:00Z",
                    "ce_sequence", "1", "content-type", "application/json"));
            var decoded = new EventCodec().decode(
                    new WireRecord(Topic.LORA_CATALOGUE.topicName(), key, headers, body));
            return (CatalogueEntry) ((Decoded.Known) decoded).envelope().event();
        }
    }
}
