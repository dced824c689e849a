package dev.lorikeet.generation.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.models.Parameter.Caution;
import dev.lorikeet.generation.models.Parameter.Choice;
import dev.lorikeet.generation.models.Parameter.Decimal;
import dev.lorikeet.generation.models.Parameter.Face;
import dev.lorikeet.generation.models.Parameter.Group;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Picture;
import dev.lorikeet.generation.models.Parameter.Seed;
import dev.lorikeet.generation.models.Parameter.Switch;
import dev.lorikeet.generation.models.Parameter.Text;
import dev.lorikeet.generation.models.Parameter.Whole;
import org.jspecify.annotations.Nullable;

/** Reads one parameter; its default has to satisfy its own bounds. */
final class ParameterReader {
    private static final Map<String, Function<Section, Parameter>> TYPES = Map.of(
            "text", ParameterReader::text,
            "integer", ParameterReader::whole,
            "number", ParameterReader::decimal,
            "choice", ParameterReader::choice,
            "boolean", ParameterReader::flag,
            "seed", ParameterReader::seed,
            "image", ParameterReader::picture,
            "lora-selector", ParameterReader::lora);
    private static final Map<String, Group> GROUPS = Map.of("basic", Group.BASIC, "advanced", Group.ADVANCED);
    private static final Map<String, NoiseExpert> EXPERTS = Map.of("high", NoiseExpert.HIGH, "low", NoiseExpert.LOW,
            "both", NoiseExpert.BOTH);
    private static final int LONGEST_TEXT = 100_000;
    private static final long MOST_OPTIONS = 1000;

    private ParameterReader() {}

    static Parameter read(Section section) {
        return section.word("type", TYPES).apply(section);
    }

    private static Face face(Section section) {
        var label = section.text("label");
        section.demand(!label.isBlank(), "label", "must not be blank");
        var description = section.text("description");
        section.demand(!description.isBlank(), "description", "must not be blank");
        return new Face(section.matching("name", "[a-z][a-z0-9_]{0,39}"), label, section.word("group", GROUPS),
                description);
    }

    private static Parameter text(Section section) {
        known(section, "required", "default", "maxLength");
        var most = Math.toIntExact(section.whole("maxLength", 1, LONGEST_TEXT));
        var standard = section.text("default", "");
        section.demand(standard.length() <= most, "default", "must have at most " + most + " characters");
        return new Text(face(section), standard, section.flag("required", false), most);
    }

    private static Parameter whole(Section section) {
        known(section, "default", "min", "max", "step", "warnAbove", "warning", "mostOf");
        long least = section.whole("min", 0, Seed.MOST);
        long most = section.whole("max", least, Seed.MOST);
        long step = section.has("step") ? section.whole("step", 1, Seed.MOST) : 1;
        var mostOf = section.has("mostOf") ? section.text("mostOf") : null;
        var parameter = new Whole(face(section), section.whole("default"), least, most, step, caution(section),
                mostOf);
        section.demand(parameter.allows(parameter.standard()), "default", "must be from " + least + " to " + most
                + " in steps of " + step + ", not " + parameter.standard());
        return parameter;
    }

    private static @Nullable Caution caution(Section section) {
        return section.has("warnAbove") ? new Caution(section.whole("warnAbove"), section.text("warning")) : null;
    }

    private static Parameter decimal(Section section) {
        known(section, "default", "min", "max", "step");
        double least = section.number("min");
        double most = section.number("max");
        section.demand(least <= most, "max", "must not be below min");
        double step = section.number("step");
        section.demand(step > 0, "step", "must be above 0");
        double standard = section.number("default");
        section.demand(standard >= least && standard <= most, "default",
                "must be from " + least + " to " + most + ", not " + standard);
        return new Decimal(face(section), standard, least, most, step);
    }

    private static Parameter choice(Section section) {
        known(section, "default", "options");
        var options = section.texts("options");
        section.demand(!options.isEmpty() && options.size() <= MOST_OPTIONS, "options",
                "must hold 1 to " + MOST_OPTIONS + " words");
        section.demand(options.stream().distinct().count() == options.size(), "options", "must differ");
        var standard = section.text("default");
        section.demand(options.contains(standard), "default", "must be one of " + String.join(", ", options));
        return new Choice(face(section), standard, options);
    }

    private static Parameter flag(Section section) {
        known(section, "default");
        return new Switch(face(section), section.flag("default", false));
    }

    private static Parameter seed(Section section) {
        known(section, "default");
        long standard = section.has("default") ? section.whole("default") : Seed.ANY;
        section.demand(standard == Seed.ANY, "default", "must be " + Seed.ANY
                + ", which draws a new one for each job");
        return new Seed(face(section));
    }

    private static Parameter picture(Section section) {
        known(section, "required");
        return new Picture(face(section), section.flag("required", false));
    }

    private static Parameter lora(Section section) {
        known(section, "default", "expert");
        section.demand(section.text("default", "").isEmpty(), "default", "must be '', which stands for no LoRA");
        return new LoraSelector(face(section), section.word("expert", EXPERTS));
    }

    private static void known(Section section, String... ofThisType) {
        var all = new ArrayList<>(List.of("name", "type", "label", "group", "description"));
        all.addAll(List.of(ofThisType));
        section.allowing(all.toArray(String[]::new));
    }
}
