package dev.lorikeet.generation.models;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.generation.models.Capabilities.PictureForm;
import dev.lorikeet.generation.models.Dialect.ComfyuiWorkflow;
import dev.lorikeet.generation.models.Dialect.GenerateVideo;
import dev.lorikeet.generation.models.Dialect.GenericLoras;
import dev.lorikeet.generation.models.Dialect.NoiseLists;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads how a worker wants to be spoken to. */
final class DialectReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] OF_ALL = {"mostLoras", "mostPerExpert", "kinds", "checkpoints", "accelerated",
            "alsoHonours"};
    private static final int NO_LIMIT = 100;
    private static final Set<AdapterKind> LOADED_BY_MOST = EnumSet.of(AdapterKind.LORA, AdapterKind.DORA,
            AdapterKind.LOHA, AdapterKind.LOKR, AdapterKind.DIFF, AdapterKind.MIXED);
    private static final Map<String, PictureForm> FORMS = Map.of("link", PictureForm.LINK, "inline",
            PictureForm.INLINE);

    /** Reads a file that the configuration names; fails with {@link UncheckedIOException}. */
    private final UnaryOperator<String> files;
    private final Map<String, BiFunction<Section, Traits, Dialect>> kinds;

    DialectReader(UnaryOperator<String> files) {
        this.files = files;
        this.kinds = Map.of(GenerateVideo.NAME, DialectReader::generateVideo, NoiseLists.NAME,
                DialectReader::noiseLists, GenericLoras.NAME, DialectReader::genericLoras, ComfyuiWorkflow.NAME,
                this::workflow);
    }

    Dialect read(Section section) {
        return section.word("type", kinds).apply(section, traits(section));
    }

    private static Traits traits(Section section) {
        var perExpert = section.word("type", Map.of(GenerateVideo.NAME, 4, NoiseLists.NAME, 3, GenericLoras.NAME, 4,
                ComfyuiWorkflow.NAME, NO_LIMIT));
        var inAll = section.text("type").equals(GenericLoras.NAME) ? 4 : NO_LIMIT;
        return new Traits(Set.copyOf(section.texts("alsoHonours")),
                section.has("mostLoras") ? (int) section.whole("mostLoras", 1, NO_LIMIT) : inAll,
                section.has("mostPerExpert") ? (int) section.whole("mostPerExpert", 1, NO_LIMIT) : perExpert,
                section.has("kinds") ? Set.copyOf(section.words("kinds", adapterKinds())) : LOADED_BY_MOST,
                section.flag("checkpoints", false), section.flag("accelerated", false));
    }

    private static Map<String, AdapterKind> adapterKinds() {
        var words = new TreeMap<String, AdapterKind>();
        for (var kind : AdapterKind.values()) {
            if (kind != AdapterKind.UNKNOWN) {
                words.put(kind.name().toLowerCase(Locale.ROOT), kind);
            }
        }
        return words;
    }

    private static Dialect generateVideo(Section section, Traits traits) {
        known(section);
        return new GenerateVideo(traits);
    }

    private static Dialect noiseLists(Section section, Traits traits) {
        known(section, "fields");
        return new NoiseLists(traits, section.part("fields").pairs());
    }

    private static Dialect genericLoras(Section section, Traits traits) {
        known(section, "fields", "list", "reference", "weight", "expert", "pictures");
        var pictures = Set.copyOf(section.words("pictures", FORMS));
        return new GenericLoras(traits, section.part("fields").pairs(), section.text("list", "loras"),
                section.text("reference", "source"), section.text("weight", "weight"),
                section.has("expert") ? section.text("expert") : null, pictures);
    }

    private Dialect workflow(Section section, Traits traits) {
        known(section, "graph", "bindings", "models");
        var graph = graph(section);
        var bindings = new LinkedHashMap<String, List<String>>();
        var part = section.part("bindings");
        for (var name : part.names()) {
            var pointers = part.texts(name);
            pointers.forEach(pointer -> exists(part, name, graph, pointer));
            bindings.put(name, pointers);
        }
        var loaders = section.part("models").allowing("high", "low");
        for (var loader : loaders.names()) {
            loaders.demand(graph.has(loaders.text(loader)), loader, "must be the id of a node of the graph, not "
                    + loaders.text(loader));
        }
        return new ComfyuiWorkflow(traits, graph, bindings, loaders.text("high"),
                loaders.has("low") ? loaders.text("low") : null);
    }

    private JsonNode graph(Section section) {
        var location = section.text("graph");
        try {
            var graph = JSON.readTree(files.apply(location));
            section.demand(graph.isObject(), "graph", "must hold nodes by id: " + location);
            return graph;
        } catch (UncheckedIOException unreadable) {
            throw section.wrong("graph", "cannot be read: " + location + " (" + unreadable.getMessage() + ")");
        } catch (JacksonException malformed) {
            throw section.wrong("graph", "is not JSON: " + location + " (" + malformed.getOriginalMessage() + ")");
        }
    }

    private static void exists(Section part, String name, JsonNode graph, String pointer) {
        try {
            part.demand(!graph.at(JsonPointer.compile(pointer)).isMissingNode(), name,
                    "points to nothing in the graph: " + pointer);
        } catch (IllegalArgumentException notAPointer) {
            throw part.wrong(name, "must be JSON pointers such as /6/inputs/text, not " + pointer);
        }
    }

    private static void known(Section section, String... ofThisType) {
        section.allowing(Stream.of(new String[]{"type"}, OF_ALL, ofThisType)
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
    }
}
