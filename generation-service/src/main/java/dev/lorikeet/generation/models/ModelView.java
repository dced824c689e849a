package dev.lorikeet.generation.models;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.generation.models.ModelConfiguration.Experts;
import dev.lorikeet.generation.models.ModelConfiguration.Output;
import dev.lorikeet.generation.models.Parameter.Choice;
import dev.lorikeet.generation.models.Parameter.Decimal;
import dev.lorikeet.generation.models.Parameter.Group;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Picture;
import dev.lorikeet.generation.models.Parameter.Seed;
import dev.lorikeet.generation.models.Parameter.Switch;
import dev.lorikeet.generation.models.Parameter.Text;
import dev.lorikeet.generation.models.Parameter.Whole;
import org.jspecify.annotations.Nullable;

/** A model as front ends see it: everything to build a form from, and nothing about the worker. */
record ModelView(String id, String version, String name, String description, String checkpoint, Output output,
        Experts experts,
        CompatibilityView compatibility, LorasView loras, long mostPixels, @Nullable Integer fps,
        List<ParameterView> parameters) {

    record CompatibilityView(String family, List<String> versions, List<String> variants, List<VideoTask> tasks) {}

    record LorasView(int most, WeightView weight) {}

    record WeightView(double min, double max, double step, @JsonProperty("default") double standard, double strong) {}

    record ParameterView(String name, String label, String type, Group group, String description,
            @JsonProperty("default") @Nullable Object standard, @Nullable Boolean required, @Nullable Number min,
            @Nullable Number max, @Nullable Number step, @Nullable Integer maxLength, @Nullable List<String> options,
            @Nullable NoiseExpert expert, @Nullable Long warnAbove, @Nullable String warning,
            @Nullable String mostOf) {

        static ParameterView plain(Parameter parameter, @Nullable Object standard, @Nullable Boolean required) {
            return new ParameterView(parameter, standard, required, null, null, null);
        }

        ParameterView(Parameter parameter, @Nullable Object standard, @Nullable Boolean required,
                @Nullable Number min, @Nullable Number max, @Nullable Number step) {
            this(parameter.name(), parameter.face().label(), parameter.type(), parameter.face().group(),
                    parameter.face().description(), standard, required, min, max, step,
                    parameter instanceof Text text ? text.most() : null,
                    parameter instanceof Choice choice ? choice.options() : null,
                    parameter instanceof LoraSelector lora ? lora.expert() : null,
                    parameter instanceof Whole whole && whole.caution() != null ? whole.caution().above() : null,
                    parameter instanceof Whole whole && whole.caution() != null ? whole.caution().sentence() : null,
                    parameter instanceof Whole whole ? whole.mostOf() : null);
        }

        static ParameterView of(Parameter parameter) {
            return switch (parameter) {
                case Text text -> plain(text, text.standard(), text.required());
                case Whole whole -> new ParameterView(whole, whole.standard(), null, whole.least(), whole.most(),
                        whole.step());
                case Decimal number -> new ParameterView(number, number.standard(), null, number.least(),
                        number.most(), number.step());
                case Choice choice -> plain(choice, choice.standard(), null);
                case Switch flag -> plain(flag, flag.standard(), null);
                case Seed seed -> new ParameterView(seed, Seed.ANY, null, Seed.ANY, Seed.MOST, 1);
                case Picture picture -> plain(picture, null, picture.required());
                case LoraSelector lora -> plain(lora, LoraSelector.NONE, null);
            };
        }
    }

    static ModelView of(ModelConfiguration model) {
        var fits = model.fits();
        var loras = model.loras();
        return new ModelView(model.id(), model.version(), model.name(), model.description(), model.checkpoint(),
                model.output(),
                model.experts(),
                new CompatibilityView(fits.family(), fits.versions(), fits.variants(), fits.tasks()),
                new LorasView(loras.most(), new WeightView(loras.lightest(), loras.heaviest(), loras.step(),
                        loras.standard(), loras.strong())),
                model.mostPixels(), model.fps(), model.parameters().stream().map(ParameterView::of).toList());
    }
}
