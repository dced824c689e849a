package dev.lorikeet.generation.models;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lorikeet.event.NoiseExpert;
import org.jspecify.annotations.Nullable;

/** One thing that a person can set. */
public sealed interface Parameter {

    Face face();

    default String name() {
        return face().name();
    }

    /** The word for its type in the configuration and for front ends. */
    default String type() {
        return switch (this) {
            case Text _ -> "text";
            case Whole _ -> "integer";
            case Decimal _ -> "number";
            case Choice _ -> "choice";
            case Switch _ -> "boolean";
            case Seed _ -> "seed";
            case Picture _ -> "image";
            case LoraSelector _ -> "lora-selector";
        };
    }

    /** What of it decides about an order: without its words for people. */
    default Parameter wordless() {
        var face = new Face(name(), "", Group.BASIC, "");
        return switch (this) {
            case Text(var _, var standard, var required, var most) -> new Text(face, standard, required, most);
            case Whole(var _, var standard, var least, var most, var step, var _, var mostOf) ->
                new Whole(face, standard, least, most, step, null, mostOf);
            case Decimal(var _, var standard, var least, var most, var step) ->
                new Decimal(face, standard, least, most, step);
            case Choice(var _, var standard, var options) -> new Choice(face, standard, options);
            case Switch(var _, var standard) -> new Switch(face, standard);
            case Seed _ -> new Seed(face);
            case Picture(var _, var required) -> new Picture(face, required);
            case LoraSelector(var _, var expert) -> new LoraSelector(face, expert);
        };
    }

    /** What a form shows of it. */
    record Face(String name, String label, Group group, String description) {}

    /** Where a form shows it. */
    enum Group {
        /** At once. */
        @JsonProperty("basic")
        BASIC,
        /** When asked for. */
        @JsonProperty("advanced")
        ADVANCED
    }

    /**
     * Words.
     *
     * @param most characters
     */
    record Text(Face face, String standard, boolean required, int most) implements Parameter {}

    /**
     * Allowed are {@code least}, {@code least + step}, and so on: so frames of 4n+1 and sides of multiples.
     *
     * @param mostOf another parameter that this one may not exceed
     */
    record Whole(Face face, long standard, long least, long most, long step, @Nullable Caution caution,
            @Nullable String mostOf) implements Parameter {

        public boolean allows(long value) {
            return value >= least && value <= most && (value - least) % step == 0;
        }

        /** What is allowed next to a value that is not, one or two. */
        public List<Long> nearest(long value) {
            long highest = least + (most - least) / step * step;
            if (value <= least) {
                return List.of(least);
            }
            if (value >= highest) {
                return List.of(highest);
            }
            long below = least + (value - least) / step * step;
            return List.of(below, below + step);
        }
    }

    /** A value above which something allowed is seldom what people want. */
    record Caution(long above, String sentence) {}

    /**
     * A number.
     *
     * @param step of a slider; any number between the bounds is taken
     */
    record Decimal(Face face, double standard, double least, double most, double step) implements Parameter {}

    /** One of several words. */
    record Choice(Face face, String standard, List<String> options) implements Parameter {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /** Yes or no. */
    record Switch(Face face, boolean standard) implements Parameter {}

    /** Where chance starts; drawn by us when nobody gives one. */
    record Seed(Face face) implements Parameter {
        /** The largest that every JSON reader keeps exact. */
        public static final long MOST = (1L << 53) - 1;
        /** What stands for any. */
        public static final long ANY = -1;
    }

    /** A picture to start from or to end with. */
    record Picture(Face face, boolean required) implements Parameter {}

    /**
     * A place for one LoRA.
     *
     * @param expert the network that a LoRA in this place is applied to
     */
    record LoraSelector(Face face, NoiseExpert expert) implements Parameter {
        /** The empty text stands for no LoRA. */
        public static final String NONE = "";
    }
}
