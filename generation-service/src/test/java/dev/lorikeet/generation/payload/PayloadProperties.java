package dev.lorikeet.generation.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.models.Worker;
import dev.lorikeet.generation.payload.Shipment.InlinedPicture;
import dev.lorikeet.generation.payload.Shipment.ShippedPicture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

final class PayloadProperties {
    private static final Models MODELS = Included.models();

    // Feature: lora-management, Property 9: the submitted payload contains the LoRA's S3 path
    @Property(tries = 300)
    void everyPayloadNamesEveryLoraWithItsS3Path(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
        var chance = new Random(seed);
        var loras = new ArrayList<ChosenLora>();
        for (int index = 0; index < count; index++) {
            var expert = List.of(NoiseExpert.HIGH, NoiseExpert.LOW, NoiseExpert.BOTH).get(chance.nextInt(3));
            loras.add(Goods.lora("l" + index, expert, chance.nextInt(201) / 100.0));
        }
        var order = Goods.order(Map.of(), loras.toArray(ChosenLora[]::new));
        for (var worker : workers()) {
            var payload = (Payload.Ready) Payloads.of(worker, order, Goods.shipment(order, Map.of()));
            var manifest = payload.input().at("/lorikeet/loras");
            assertThat(manifest).hasSize(count);
            for (int index = 0; index < count; index++) {
                var lora = loras.get(index);
                assertThat(manifest.get(index).path("s3Path").asString()).isEqualTo(lora.object().key().value());
                assertThat(manifest.get(index).path("adapterName").asString())
                        .isEqualTo("lora_" + lora.lora().value());
                assertThat(manifest.get(index).path("weight").asDouble()).isEqualTo(lora.weight());
            }
        }
    }

    /** The worker's own fields use every LoRA as well: none is dropped on the way. */
    @Property(tries = 300)
    void everyLoraReachesTheWorkersOwnFields(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
        var chance = new Random(seed);
        var loras = new ArrayList<ChosenLora>();
        for (int index = 0; index < count; index++) {
            var expert = List.of(NoiseExpert.HIGH, NoiseExpert.LOW, NoiseExpert.BOTH).get(chance.nextInt(3));
            loras.add(Goods.lora("l" + index, expert, 1.0));
        }
        var order = Goods.order(Map.of(), loras.toArray(ChosenLora[]::new));
        var shipment = Goods.shipment(order, Map.of());
        for (var worker : workers()) {
            var input = ((Payload.Ready) Payloads.of(worker, order, shipment)).input();
            input.remove("lorikeet");
            var references = new References(worker, shipment);
            assertThat(loras).allSatisfy(lora -> assertThat(input.toString()).contains(references.of(lora)));
        }
    }

    /** ComfyUI refuses a graph whose node reads from one that is not there, or that misses its model. */
    @Property(tries = 200)
    void everyGraphHoldsTogether(@ForAll @IntRange(min = 0, max = 3) int high,
            @ForAll @IntRange(min = 0, max = 2) int low, @ForAll boolean picture) {
        var loras = new ArrayList<ChosenLora>();
        for (int index = 0; index < high; index++) {
            loras.add(Goods.lora("h" + index, NoiseExpert.HIGH, 1.0));
        }
        for (int index = 0; index < low; index++) {
            loras.add(Goods.lora("l" + index, NoiseExpert.LOW, 1.0));
        }
        var order = Goods.order(Map.of(), loras.toArray(ChosenLora[]::new));
        var pictures = picture ? Map.<String, ShippedPicture>of("image", new InlinedPicture("aGk="))
                : Map.<String, ShippedPicture>of();
        for (var id : List.of("wan22", "wan22-5b", "flux-krea")) {
            var worker = MODELS.find(id).orElseThrow().worker();
            var graph = ((Payload.Ready) Payloads.of(worker, order, Goods.shipment(order, pictures))).input()
                    .path("workflow");
            for (var node : graph) {
                for (var input : node.path("inputs")) {
                    assertThat(!input.isArray() || graph.has(input.get(0).asString())).isTrue();
                }
                boolean samples = node.path("class_type").asString().startsWith("KSampler");
                assertThat(!samples || node.path("inputs").has("model")).isTrue();
            }
            assertThat(graph.propertyNames().stream().filter(node -> node.startsWith("lorikeet_"))).hasSize(
                    high + low);
        }
    }

    /** One name per content, and nothing in it that a store or a worker could trip over. */
    @Property(tries = 500)
    void aVolumeFileHasASafeNameOfItsOwn(@ForAll String one, @ForAll String other) {
        for (var name : List.of(one, other)) {
            var lora = Goods.lora("x", NoiseExpert.BOTH, 1);
            var named = new ChosenLora(lora.lora(), lora.slot(), lora.expert(), 1, lora.name(), name, lora.object(),
                    lora.sha256(), lora.triggerWords(), 0);
            assertThat(VolumeFile.nameOf(named))
                    .matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,59}-[0-9a-f]{12}\\.(safetensors|ckpt)");
        }
        assertThat(VolumeFile.nameOf(Goods.lora("p", NoiseExpert.BOTH, 1)))
                .isNotEqualTo(VolumeFile.nameOf(Goods.lora("q", NoiseExpert.BOTH, 1)));
    }

    private static List<Worker> workers() {
        var workers = new ArrayList<Worker>();
        MODELS.all().forEach(model -> workers.add(model.worker()));
        workers.add(Workers.noiseLists());
        workers.add(Workers.genericLoras());
        workers.add(Workers.weightsForAll());
        return workers;
    }
}
