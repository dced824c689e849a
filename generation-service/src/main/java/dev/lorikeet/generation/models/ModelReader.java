package dev.lorikeet.generation.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.generation.job.Price;
import dev.lorikeet.generation.models.ModelConfiguration.Experts;
import dev.lorikeet.generation.models.ModelConfiguration.Output;
import dev.lorikeet.generation.models.Parameter.LoraSelector;
import dev.lorikeet.generation.models.Parameter.Picture;
import dev.lorikeet.generation.models.Parameter.Whole;
import dev.lorikeet.generation.models.Worker.Reference;
import org.jspecify.annotations.Nullable;

/** Reads one model, and refuses what its worker could not honour. */
final class ModelReader {
    private static final Map<String, VideoTask> TASKS = Map.of("t2v", VideoTask.TEXT_TO_VIDEO, "i2v",
            VideoTask.IMAGE_TO_VIDEO, "ti2v", VideoTask.TEXT_OR_IMAGE_TO_VIDEO);
    private static final Map<String, Output> OUTPUTS = Map.of("video", Output.VIDEO, "image", Output.IMAGE);
    private static final Map<String, Experts> EXPERTS = Map.of("one", Experts.ONE, "two", Experts.TWO);
    private static final Map<String, Reference> REFERENCES = Map.of("url", Reference.URL, "volume-path",
            Reference.VOLUME_PATH, "file-name", Reference.FILE_NAME);
    /** What events about videos can carry. */
    private static final int MOST_LORAS = 5;
    private static final double HEAVIEST = 2.0;
    private static final double STEP = 0.05;
    private static final double STRONG = 1.5;
    private static final long MOST_PIXELS = 100_000_000;
    private static final int MOST_FPS = 240;
    private static final int MOST_QUEUED = 100_000;
    private static final int MOST_STEPS = 1000;
    private static final int LEAST_SECONDS = 5;
    private static final double DEAREST = 1000;

    private final DialectReader dialects;

    ModelReader(DialectReader dialects) {
        this.dialects = dialects;
    }

    ModelConfiguration read(Section section) {
        section.allowing("id", "name", "description", "checkpoint", "output", "experts", "fits", "loras", "mostPixels",
                "fps", "worker", "parameters");
        var worker = worker(section.part("worker"));
        var experts = section.word("experts", EXPERTS);
        var parameters = parameters(section, worker, experts);
        return new ModelConfiguration(section.matching("id", "[A-Za-z0-9_.-]{1,64}"), section.text("name"),
                section.text("description"), section.text("checkpoint"), section.word("output", OUTPUTS), experts,
                fits(section.part("fits")), loras(section.part("loras")),
                section.whole("mostPixels", 1, MOST_PIXELS), fps(section, parameters), worker, parameters);
    }

    private static @Nullable Integer fps(Section section, List<Parameter> parameters) {
        if (!section.has("fps")) {
            return null;
        }
        section.demand(parameters.stream().noneMatch(parameter -> parameter.name().equals("fps")), "fps",
                "is a parameter here, so it cannot be fixed");
        return (int) section.whole("fps", 1, MOST_FPS);
    }

    private static Compatibility fits(Section section) {
        section.allowing("family", "versions", "variants", "tasks");
        return new Compatibility(section.text("family"), section.texts("versions"), section.texts("variants"),
                section.words("tasks", TASKS));
    }

    private static LoraLimits loras(Section section) {
        section.allowing("most", "lightest", "heaviest", "step", "default", "strong");
        int most = (int) section.whole("most", 1, MOST_LORAS);
        double lightest = section.number("lightest", 0);
        double heaviest = section.number("heaviest", HEAVIEST);
        section.demand(lightest >= 0, "lightest", "must not be below 0");
        section.demand(heaviest <= HEAVIEST && heaviest > lightest, "heaviest",
                "must be above lightest and at most " + HEAVIEST);
        double standard = section.number("default", 1.0);
        section.demand(standard >= lightest && standard <= heaviest, "default",
                "must be from " + lightest + " to " + heaviest);
        double step = section.number("step", STEP);
        section.demand(step > 0, "step", "must be above 0");
        return new LoraLimits(most, lightest, heaviest, step, standard, section.number("strong", STRONG));
    }

    private Worker worker(Section section) {
        section.allowing("endpoint", "mostQueued", "time", "price", "adapter", "reference", "volumeRoot", "volumes");
        var time = section.part("time").allowing("base", "perWork", "steps");
        var executionTime = new ExecutionTime(time.time("base"), time.time("perWork"),
                (int) time.whole("steps", 1, MOST_STEPS));
        section.demand(!executionTime.base().minusSeconds(LEAST_SECONDS).isNegative(), "time",
                "needs a base of at least " + LEAST_SECONDS + "s, which RunPod asks for");
        var volumes = section.texts("volumes");
        section.demand(volumes.stream().allMatch(volume -> volume.matches("[A-Za-z0-9_-]{1,64}")), "volumes",
                "must be ids of network volumes");
        var dialect = dialects.read(section.part("adapter"));
        var reference = section.word("reference", REFERENCES);
        section.demand(dialect.references().contains(reference), "reference", "cannot be " + section.text("reference")
                + ": the adapter " + dialect.name() + " cannot name a LoRA so");
        return new Worker(section.matching("endpoint", "[A-Za-z0-9_-]{1,128}"),
                (int) section.whole("mostQueued", 1, MOST_QUEUED), executionTime,
                section.partIfThere("price").map(ModelReader::price).orElse(null), dialect, reference,
                section.matching("volumeRoot", "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*"), volumes);
    }

    private static Price price(Section section) {
        section.allowing("perSecond", "currency");
        double perSecond = section.number("perSecond");
        section.demand(perSecond > 0 && perSecond <= DEAREST, "perSecond", "must be above 0 and at most " + DEAREST);
        return new Price(perSecond, section.matching("currency", "[A-Z]{3}"));
    }

    private static List<Parameter> parameters(Section section, Worker worker, Experts experts) {
        var parameters = new ArrayList<Parameter>();
        var names = new HashSet<String>();
        for (var part : section.parts("parameters")) {
            var parameter = ParameterReader.read(part);
            part.demand(names.add(parameter.name()), "name", "is there twice: " + parameter.name());
            honoured(part, parameter, worker.dialect());
            fitting(part, parameter, experts);
            parameters.add(parameter);
        }
        section.demand(parameters.stream()
                .anyMatch(parameter -> parameter.name().equals("prompt")
                        && parameter instanceof Parameter.Text),
                "parameters", "must hold a text called prompt");
        for (var needed : worker.dialect().needs()) {
            section.demand(names.contains(needed), "parameters",
                    "must hold " + needed + ", which the adapter " + worker.dialect().name() + " needs");
        }
        for (var parameter : parameters) {
            if (parameter instanceof Whole(var face, _, _, _, _, _, var mostOf) && mostOf != null) {
                section.demand(names.contains(mostOf), "parameters",
                        "must hold " + mostOf + ", which " + face.name() + " may not exceed");
            }
        }
        return parameters;
    }

    /** A slider that changes nothing is worse than none. */
    private static void honoured(Section part, Parameter parameter, Dialect dialect) {
        var capabilities = dialect.capabilities();
        if (parameter instanceof LoraSelector) {
            return;
        }
        part.demand(capabilities.honours().contains(parameter.name()), "name",
                "cannot be " + parameter.name() + ": the adapter " + dialect.name()
                        + " would not pass it on; it passes on "
                        + String.join(", ", capabilities.honours().stream().sorted().toList()));
        part.demand(!(parameter instanceof Picture) || !capabilities.pictures().isEmpty(), "type",
                "cannot be image: the adapter " + dialect.name() + " takes no pictures");
    }

    private static void fitting(Section part, Parameter parameter, Experts experts) {
        if (parameter instanceof LoraSelector(_, var expert)) {
            part.demand(experts == Experts.TWO || expert == NoiseExpert.BOTH, "expert",
                    "must be both for a model with one network");
        }
    }
}
