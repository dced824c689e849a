package dev.lorikeet.generation.selection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.models.Models;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Checks requests written as JSON against a library. */
final class Bench {
    static final JsonMapper JSON = new JsonMapper();
    static final SelectionLimits LIMITS = new SelectionLimits(DataSize.ofMegabytes(7), 2048, DataSize.ofGigabytes(1),
            DataSize.ofGigabytes(3), DataSize.ofMegabytes(100), 20, 200, 100);
    static final long DRAWN = 4711;

    private final Selection selection;
    private final Map<LoraId, CatalogueEntry> library = new HashMap<>();

    private Bench(Models models) {
        this.selection = new Selection(models, LIMITS);
    }

    static Bench with(Entry... entries) {
        return with(Included.models(), entries);
    }

    static Bench with(Models models, Entry... entries) {
        var bench = new Bench(models);
        for (var entry : entries) {
            bench.library.put(new LoraId(entry.id()), entry.entry());
        }
        return bench;
    }

    Set<LoraId> mentioned(SelectionRequest request) {
        return selection.mentioned(request);
    }

    /** Only what the check asked for is looked up. */
    Checked check(String json) {
        var request = JSON.readValue(json.replace('\'', '"'), SelectionRequest.class);
        var found = selection.mentioned(request)
                .stream()
                .filter(library::containsKey)
                .collect(Collectors.toMap(id -> id, library::get));
        return selection.check(request, new WorkspaceId("demo"), found, () -> DRAWN);
    }

    Checked.Accepted accept(String json) {
        return switch (check(json)) {
            case Checked.Accepted accepted -> accepted;
            case Checked.Refused refused -> throw new AssertionError(refused.faults());
        };
    }

    List<Fault> refuse(String json) {
        return switch (check(json)) {
            case Checked.Refused refused -> refused.faults();
            case Checked.Accepted accepted -> throw new AssertionError(accepted);
        };
    }

    /** A text-to-video request with these members, the first ones of its parameters. */
    static String wan22(String parameters, String members) {
        return "{'model':'wan22','parameters':{'prompt':'a harbour at dusk'" + comma(parameters) + "}" + comma(members)
                + "}";
    }

    private static String comma(String members) {
        return members.isEmpty() ? "" : "," + members;
    }
}
