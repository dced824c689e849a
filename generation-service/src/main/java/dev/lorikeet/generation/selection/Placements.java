package dev.lorikeet.generation.selection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.ModelConfiguration.Experts;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.selection.SelectionRequest.LoraChoice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads where a request puts LoRAs, and how strong. */
final class Placements {
    private final ModelConfiguration model;
    private final SelectionRequest request;
    private final List<Fault> faults;
    private final List<Placement> found = new ArrayList<>();

    private Placements(ModelConfiguration model, SelectionRequest request, List<Fault> faults) {
        this.model = model;
        this.request = request;
        this.faults = faults;
    }

    static List<Placement> of(ModelConfiguration model, SelectionRequest request, List<Fault> faults) {
        var placements = new Placements(model, request, faults);
        placements.slots();
        placements.list();
        placements.strayWeights();
        return placements.found;
    }

    /** The ids in a request, to be looked up before it is checked. */
    static Set<LoraId> mentioned(ModelConfiguration model, SelectionRequest request) {
        var mentioned = new LinkedHashSet<LoraId>();
        of(model, request, new ArrayList<>())
                .forEach(placement -> placement.reference().lora().ifPresent(mentioned::add));
        return mentioned;
    }

    private void slots() {
        Map<String, JsonNode> parameters = orNone(request.parameters());
        Map<String, JsonNode> weights = orNone(request.weights());
        for (var slot : model.selectors()) {
            var value = parameters.get(slot.name());
            var pointer = Fault.at("/parameters", slot.name());
            var weight = weight(Fault.at("/weights", slot.name()), weights.get(slot.name()));
            if (value == null || value.isNull()) {
                continue;
            }
            if (!value.isString()) {
                faults.add(new Fault(pointer, "must be a text: the id or s3Path of a LoRA, or empty for none"));
            } else if (!value.asString().equals(LoraSelector.NONE)) {
                found.add(new Placement(pointer, slot.name(), slot.face().label(),
                        LoraReference.of(value.asString()), weight, slot.expert()));
            }
        }
    }

    private void list() {
        List<@Nullable LoraChoice> choices = request.loras() == null ? List.of() : new ArrayList<>(request.loras());
        for (int index = 0; index < choices.size(); index++) {
            var pointer = "/loras/" + index;
            var choice = choices.get(index);
            var text = choice == null ? null : named(choice);
            if (choice == null || text == null) {
                faults.add(new Fault(pointer, "must name a LoRA, by its id or by its s3Path and not by both"));
                continue;
            }
            found.add(new Placement(pointer, Placement.LIST, "LoRA " + (index + 1), LoraReference.of(text),
                    weight(pointer + "/weight", choice.weight()), expert(pointer, choice.expert())));
        }
    }

    private static @Nullable String named(LoraChoice choice) {
        var text = choice.id() == null ? choice.s3Path() : choice.id();
        boolean both = choice.id() != null && choice.s3Path() != null;
        return both || text == null || text.isEmpty() ? null : text;
    }

    private @Nullable NoiseExpert expert(String pointer, @Nullable NoiseExpert asked) {
        if (asked == NoiseExpert.UNKNOWN) {
            faults.add(new Fault(pointer + "/expert", "must be high, low or both, or left out"));
            return null;
        }
        if (asked != null && asked != NoiseExpert.BOTH && model.experts() == Experts.ONE) {
            faults.add(new Fault(pointer + "/expert",
                    "must be both or left out: " + model.name() + " has one network"));
            return null;
        }
        return asked;
    }

    private @Nullable Double weight(String pointer, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        var limits = model.loras();
        if (!given.isNumber() || given.asDouble() < limits.lightest() || given.asDouble() > limits.heaviest()) {
            faults.add(new Fault(pointer, "must be a number from " + limits.lightest() + " to " + limits.heaviest()));
            return null;
        }
        return given.asDouble();
    }

    private void strayWeights() {
        var slots = model.selectors().stream().map(LoraSelector::name).toList();
        orNone(request.weights()).keySet()
                .stream()
                .filter(name -> !slots.contains(name))
                .forEach(name -> faults.add(new Fault(Fault.at("/weights", name),
                        "is no place for a LoRA of " + model.id() + "; it has " + String.join(", ", slots))));
    }

    private static Map<String, JsonNode> orNone(@Nullable Map<String, JsonNode> given) {
        return given == null ? Map.of() : given;
    }
}
