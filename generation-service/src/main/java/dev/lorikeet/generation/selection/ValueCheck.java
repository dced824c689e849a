package dev.lorikeet.generation.selection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Parameter;
import dev.lorikeet.generation.models.Parameter.Choice;
import dev.lorikeet.generation.models.Parameter.Decimal;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Picture;
import dev.lorikeet.generation.models.Parameter.Seed;
import dev.lorikeet.generation.models.Parameter.Switch;
import dev.lorikeet.generation.models.Parameter.Text;
import dev.lorikeet.generation.models.Parameter.Whole;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks everything about a request but its LoRAs. Nothing is rounded, cut or replaced: it is right or it is refused. */
final class ValueCheck {
    private final ModelConfiguration model;
    private final PictureCheck pictures;
    private final LongSupplier seeds;
    private final List<Fault> faults;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ValueCheck(ModelConfiguration model, PictureCheck pictures, LongSupplier seeds, List<Fault> faults) {
        this.model = model;
        this.pictures = pictures;
        this.seeds = seeds;
        this.faults = faults;
    }

    /** What can be known of the values; complete if no fault was added. */
    static Parameters check(ModelConfiguration model, @Nullable Map<String, JsonNode> given, PictureCheck pictures,
            LongSupplier seeds, List<Fault> faults) {
        var check = new ValueCheck(model, pictures, seeds, faults);
        Map<String, JsonNode> there = given == null ? Map.of() : given;
        check.noStrangers(there);
        for (var parameter : model.parameters()) {
            var value = there.get(parameter.name());
            check.value(parameter, value == null || value.isNull() ? Optional.empty() : Optional.of(value));
        }
        var parameters = new Parameters(check.values);
        check.together(parameters);
        return parameters;
    }

    private void noStrangers(Map<String, JsonNode> given) {
        given.keySet()
                .stream()
                .filter(name -> model.parameter(name).isEmpty())
                .forEach(name -> faults.add(new Fault(Fault.at("/parameters", name),
                        "is no parameter of " + model.id() + "; it has " + model.parameters()
                                .stream()
                                .map(Parameter::name)
                                .collect(Collectors.joining(", ")))));
    }

    private void value(Parameter parameter, Optional<JsonNode> given) {
        switch (parameter) {
            case Text text -> text(text, given);
            case Whole whole -> whole(whole, given);
            case Decimal decimal -> decimal(decimal, given);
            case Choice choice -> choice(choice, given);
            case Switch flag -> flag(flag, given);
            case Seed seed -> seed(seed, given);
            case Picture picture -> pictures.read(picture, pointer(picture), given, faults)
                    .ifPresent(address -> values.put(picture.name(), address));
            case LoraSelector _ -> {}
        }
    }

    private void text(Text parameter, Optional<JsonNode> given) {
        if (given.isPresent() && !given.get().isString()) {
            refuse(parameter, "must be a text");
            return;
        }
        var text = given.map(JsonNode::asString).orElse(parameter.standard());
        int length = text.codePointCount(0, text.length());
        if (parameter.required() && text.isBlank()) {
            refuse(parameter, given.isPresent() ? "must not be blank" : "is missing");
        } else if (length > parameter.most()) {
            refuse(parameter, "must have at most " + parameter.most() + " characters, not " + length);
        } else if (!isReadable(text)) {
            refuse(parameter, "must not hold control characters except line breaks, nor halves of surrogate pairs");
        } else {
            values.put(parameter.name(), text);
        }
    }

    private static boolean isReadable(String text) {
        return text.codePoints()
                .noneMatch(point -> (Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t')
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    private void whole(Whole parameter, Optional<JsonNode> given) {
        if (given.isPresent() && !isWhole(given.get())) {
            refuse(parameter, "must be a whole number from " + parameter.least() + " to " + parameter.most());
            return;
        }
        long value = given.map(JsonNode::asLong).orElse(parameter.standard());
        if (parameter.allows(value)) {
            values.put(parameter.name(), value);
            return;
        }
        refuse(parameter, "must be from " + parameter.least() + " to " + parameter.most()
                + (parameter.step() > 1 ? " in steps of " + parameter.step() : "") + "; nearest to " + value + " "
                + nearest(parameter.nearest(value)));
    }

    private static String nearest(List<Long> values) {
        return values.size() == 1 ? "is " + values.getFirst() : "are " + values.getFirst() + " and " + values.getLast();
    }

    private static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private void decimal(Decimal parameter, Optional<JsonNode> given) {
        if (given.isPresent() && !given.get().isNumber()) {
            refuse(parameter, "must be a number from " + parameter.least() + " to " + parameter.most());
            return;
        }
        double value = given.map(JsonNode::asDouble).orElse(parameter.standard());
        if (value >= parameter.least() && value <= parameter.most()) {
            values.put(parameter.name(), value);
        } else {
            refuse(parameter, "must be from " + parameter.least() + " to " + parameter.most() + ", not " + value);
        }
    }

    private void choice(Choice parameter, Optional<JsonNode> given) {
        var word = given.map(node -> node.isString() ? node.asString() : "").orElse(parameter.standard());
        if (parameter.options().contains(word)) {
            values.put(parameter.name(), word);
        } else {
            refuse(parameter, "must be one of " + String.join(", ", parameter.options()));
        }
    }

    private void flag(Switch parameter, Optional<JsonNode> given) {
        if (given.isPresent() && !given.get().isBoolean()) {
            refuse(parameter, "must be true or false");
        } else {
            values.put(parameter.name(), given.map(JsonNode::asBoolean).orElse(parameter.standard()));
        }
    }

    private void seed(Seed parameter, Optional<JsonNode> given) {
        if (given.isPresent() && (!isWhole(given.get()) || given.get().asLong() < Seed.ANY
                || given.get().asLong() > Seed.MOST)) {
            refuse(parameter, "must be a whole number from 0 to " + Seed.MOST + ", or -1 to have one drawn");
            return;
        }
        long value = given.map(JsonNode::asLong).orElse(Seed.ANY);
        values.put(parameter.name(), value == Seed.ANY ? seeds.getAsLong() & Seed.MOST : value);
    }

    private void together(Parameters parameters) {
        for (var parameter : model.parameters()) {
            if (parameter instanceof Whole whole && whole.mostOf() != null) {
                notAbove(whole, whole.mostOf(), parameters);
            }
        }
        long width = parameters.whole("width").orElse(0L);
        long height = parameters.whole("height").orElse(0L);
        if (width * height > model.mostPixels()) {
            faults.add(new Fault("/parameters/width", "and height must make at most " + model.mostPixels()
                    + " pixels; " + width + "×" + height + " are " + width * height));
        }
    }

    private void notAbove(Whole parameter, String other, Parameters parameters) {
        var value = parameters.whole(parameter.name());
        var most = parameters.whole(other);
        if (value.isPresent() && most.isPresent() && value.get() > most.get()) {
            refuse(parameter, "must be at most " + other + ", which is " + most.get() + ", and not " + value.get()
                    + (value.get() == parameter.standard() ? ", which is its default" : ""));
        }
    }

    private void refuse(Parameter parameter, String message) {
        faults.add(new Fault(pointer(parameter), message));
    }

    private static String pointer(Parameter parameter) {
        return Fault.at("/parameters", parameter.name());
    }
}
