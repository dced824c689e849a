package dev.lorikeet.generation.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Seed;
import dev.lorikeet.generation.models.Parameter.Whole;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

final class SelectionProperties {
    private static final Models MODELS = Included.models();

    // Feature: lora-management, Property 7: models with a LoRA parameter offer all LoRAs of the workspace
    /** Each READY LoRA can be chosen in each slot, or it is named with its reason; none is passed over. */
    @Property(tries = 300)
    void everyReadyLoraIsOfferedOrNamedWithItsReason(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int loras) {
        var chance = new Random(seed);
        var library = new ArrayList<Entry>();
        for (int index = 0; index < loras; index++) {
            library.add(any("l" + index, chance).being(CatalogueStatus.READY));
        }
        var bench = Bench.with(MODELS, library.toArray(Entry[]::new));
        for (var model : MODELS.all()) {
            for (var slot : model.selectors()) {
                library.forEach(lora -> isOfferedOrNamed(bench, model, slot, lora));
            }
        }
    }

    private static void isOfferedOrNamed(Bench bench, ModelConfiguration model, LoraSelector slot, Entry lora) {
        var image = model.pictures().stream().anyMatch(picture -> picture.required())
                ? ",'image':'https://example.org/a.png'"
                : "";
        var checked = bench.check("{'model':'" + model.id() + "','parameters':{'prompt':'x','" + slot.name() + "':'"
                + lora.id() + "'" + image + "}}");
        var verdict = checked.summary().loras().getFirst();
        assertThat(verdict.id()).isEqualTo(lora.id());
        assertThat(verdict.name()).isEqualTo(lora.name());
        assertThat(verdict.ok()).isEqualTo(verdict.reasons().isEmpty());
        switch (checked) {
            case Checked.Accepted(var order, var _, var _) -> {
                assertThat(verdict.ok()).isTrue();
                assertThat(order.loras()).singleElement().satisfies(chosen -> {
                    assertThat(chosen.lora().value()).isEqualTo(lora.id());
                    assertThat(chosen.object()).isEqualTo(lora.entry().object());
                    assertThat(chosen.slot()).isEqualTo(slot.name());
                });
            }
            case Checked.Refused(var faults, var _) -> assertThat(faults).isNotEmpty()
                    .allSatisfy(fault -> assertThat(fault.pointer()).isEqualTo("/parameters/" + slot.name()));
        }
    }

    /** Whatever is accepted holds exactly what was asked for. */
    @Property(tries = 500)
    void nothingIsCutOrChanged(@ForAll @LongRange(min = -10, max = 2000) long width,
            @ForAll @LongRange(min = -10, max = 2000) long height, @ForAll @LongRange(min = -5, max = 200) long frames,
            @ForAll @LongRange(min = -2, max = Seed.MOST) long seed) {
        var checked = Bench.with(MODELS)
                .check("{'model':'wan22-5b','parameters':{'prompt':'x','width':" + width
                        + ",'height':" + height + ",'frames':" + frames + ",'seed':" + seed + "}}");
        if (checked instanceof Checked.Accepted(var order, var _, var _)) {
            assertThat(order.parameters().whole("width")).contains(width);
            assertThat(order.parameters().whole("height")).contains(height);
            assertThat(order.parameters().whole("frames")).contains(frames);
            assertThat(order.parameters().whole("seed")).contains(seed == Seed.ANY ? Bench.DRAWN : seed);
        }
    }

    /** What is named as nearest is allowed, and nothing allowed is nearer. */
    @Property(tries = 500)
    void theNearestAllowedValuesAreAllowedAndNearest(@ForAll @LongRange(min = -50, max = 2000) long value) {
        var frames = (Whole) MODELS.find("wan22").orElseThrow().parameter("frames").orElseThrow();
        var nearest = frames.nearest(value);
        assertThat(nearest).isNotEmpty().allMatch(frames::allows);
        for (long other = frames.least(); other <= frames.most(); other += frames.step()) {
            long distance = Math.abs(other - value);
            assertThat(nearest).anyMatch(near -> Math.abs(near - value) <= distance);
        }
    }

    /** A LoRA that cannot be used never gets into an order, whatever is around it. */
    @Property(tries = 500)
    void whatIsNotReadyOrNotYoursIsNeverAccepted(@ForAll long seed) {
        var chance = new Random(seed);
        var bad = chance.nextBoolean() ? any("bad", chance).in("other")
                : any("bad", chance).being(chance.nextBoolean() ? CatalogueStatus.DELETING : CatalogueStatus.MISSING);
        var checked = Bench.with(MODELS, Entry.of("good"), bad)
                .check(Bench.wan22("", "'loras':[{'id':'good'},{'id':'bad'}]"));
        assertThat(checked).isInstanceOf(Checked.Refused.class);
        assertThat(checked.summary().loras().getLast().ok()).isFalse();
        assertThat(((Checked.Refused) checked).faults()).anyMatch(fault -> fault.pointer().equals("/loras/1"));
    }

    /** Asked twice, answered the same. */
    @Property(tries = 200)
    void aCheckRepeatsItself(@ForAll long seed) {
        var one = Bench.with(MODELS, any("a", new Random(seed)), any("b", new Random(seed + 1)));
        var request = Bench.wan22("'lora_high':'a','lora_low':'b'", "");
        assertThat(one.check(request)).isEqualTo(one.check(request));
    }

    private static Entry any(String id, Random chance) {
        var variant = pick(chance, List.of("a14b", "5b", "1.3b", ""));
        return Entry.of(id)
                .madeFor(pick(chance, List.of("wan", "wan", "flux", "sdxl", "unknown")),
                        pick(chance, List.of("2.1", "2.2")), variant.isEmpty() ? null : variant,
                        pick(chance, List.of(VideoTask.values())))
                .expert(pick(chance, List.of(NoiseExpert.values())),
                        chance.nextInt(3) == 0 ? pick(chance, List.of(NoiseExpert.values())) : null)
                .built(pick(chance, List.of(AdapterKind.values())), pick(chance, List.of(FileFormat.values())))
                .being(pick(chance, List.of(CatalogueStatus.values())));
    }

    private static <T> T pick(Random chance, List<T> values) {
        return values.get(chance.nextInt(values.size()));
    }
}
