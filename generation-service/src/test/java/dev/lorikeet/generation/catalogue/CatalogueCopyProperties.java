package dev.lorikeet.generation.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntryRemoved;
import dev.lorikeet.event.Decision;
import dev.lorikeet.event.LoraId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

final class CatalogueCopyProperties {

    /** Late, repeated and shuffled: the newest is what counts. */
    @Property(tries = 500)
    void endsWithTheNewestWhateverTheOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int events) {
        var chance = new Random(seed);
        var history = new ArrayList<Map.Entry<Long, CatalogueEvent.OfLora>>();
        for (long sequence = 1; sequence <= events; sequence++) {
            history.add(Map.entry(sequence, chance.nextInt(4) == 0
                    ? new CatalogueEntryRemoved(new LoraId("a"))
                    : CatalogueSamples.entry("a", "Rain " + sequence)));
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
        return CatalogueCopy.of(told.getValue(), CatalogueSamples.said(told.getValue(), told.getKey()));
    }

    private static CatalogueCopy next(Decision<CatalogueCopy, ?, String> decision) {
        return switch (decision) {
            case Decision.Accepted(var next, var _) -> next;
            case Decision.Unchanged(var same) -> same;
            case Decision.Refused(var reason) -> throw new AssertionError(reason);
        };
    }
}
