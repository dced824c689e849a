package dev.lorikeet.generation.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.job.Parameters;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.selection.Summary.MemoryImpact;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The same check for those who ask whether something would work and for those who order it. */
@Component
public final class Selection {
    private static final Summary NOTHING = new Summary(new MemoryImpact(0, Summary.Level.NONE, 0), 0, List.of(),
            List.of());

    private final Models models;
    private final SelectionLimits limits;

    Selection(Models models, SelectionLimits limits) {
        this.models = models;
        this.limits = limits;
    }

    /** What to look up before checking. */
    public Set<LoraId> mentioned(SelectionRequest request) {
        return Bulk.of(request, limits).isEmpty()
                ? model(request).map(model -> Placements.mentioned(model, request)).orElse(Set.of())
                : Set.of();
    }

    /** Where the LoRAs of an order stand in a request for it. */
    public static Map<String, ChosenLora> pointers(Order order) {
        var pointers = new LinkedHashMap<String, ChosenLora>();
        int listed = 0;
        for (var lora : order.loras()) {
            boolean inList = lora.slot().equals(Placement.LIST);
            pointers.put(inList ? "/loras/" + listed : Fault.at("/parameters", lora.slot()), lora);
            listed += inList ? 1 : 0;
        }
        return pointers;
    }

    /**
     * What becomes of a request.
     *
     * @param workspace whose LoRAs may be used; somebody else's are as if they had never been
     * @param found what the catalogue has of {@link #mentioned}
     * @param seeds draws a seed where none is given
     */
    public Checked check(SelectionRequest request, WorkspaceId workspace, Map<LoraId, CatalogueEntry> found,
            LongSupplier seeds) {
        var bulk = Bulk.of(request, limits);
        if (!bulk.isEmpty()) {
            return new Checked.Refused(bulk, NOTHING);
        }
        return model(request)
                .map(model -> check(model, request, workspace, found, seeds))
                .orElseGet(() -> unknownModel(request.model()));
    }

    private Optional<ModelConfiguration> model(SelectionRequest request) {
        return Optional.ofNullable(request.model()).flatMap(models::find);
    }

    private Checked unknownModel(@Nullable String named) {
        var known = models.all().stream().map(ModelConfiguration::id).collect(Collectors.joining(", "));
        var sentence = named == null ? "is missing; there are " : "is not one of ";
        return new Checked.Refused(List.of(new Fault("/model", sentence + known)), NOTHING);
    }

    private Checked check(ModelConfiguration model, SelectionRequest request, WorkspaceId workspace,
            Map<LoraId, CatalogueEntry> found, LongSupplier seeds) {
        var faults = new ArrayList<Fault>();
        var pictures = new PictureCheck(model.worker().dialect().capabilities().pictures(), limits);
        var parameters = ValueCheck.check(model, request.parameters(), pictures, seeds, faults);
        var verdicts = verdicts(model, request, workspace, found, faults, parameters);
        var warnings = new ArrayList<>(Company.check(model, verdicts, faults));
        verdicts.forEach(verdict -> faults.addAll(verdict.faults()));
        verdicts.forEach(verdict -> warnings.addAll(verdict.warnings()));
        warnings.addAll(Advice.on(model, parameters));
        var estimate = new Estimate(limits, model.experts());
        var summary = new Summary(estimate.memory(verdicts), estimate.loadSeconds(verdicts), warnings,
                verdicts.stream().map(Verdict::view).toList());
        if (!faults.isEmpty()) {
            return new Checked.Refused(faults.subList(0, Math.min(limits.mostFaults(), faults.size())), summary);
        }
        var onFailure = Objects.requireNonNullElse(request.onLoraFailure(), OnLoraFailure.FAIL);
        var chosen = verdicts.stream().flatMap(verdict -> chosen(model, verdict).stream()).toList();
        return new Checked.Accepted(new Order(model.id(), model.version(), parameters, chosen, onFailure),
                pictures.inline(), summary);
    }

    private static List<Verdict> verdicts(ModelConfiguration model, SelectionRequest request, WorkspaceId workspace,
            Map<LoraId, CatalogueEntry> found, List<Fault> faults, Parameters parameters) {
        var prompt = parameters.text("prompt").orElse("");
        var verdicts = new ArrayList<Verdict>();
        for (var placement : Placements.of(model, request, faults)) {
            var entry = placement.reference()
                    .lora()
                    .map(found::get)
                    .filter(known -> known.workspace().equals(workspace) && placement.reference().means(known));
            var verdict = new Verdict(placement, entry.orElse(null));
            entry.ifPresentOrElse(known -> {
                Fit.check(model, known, verdict);
                ExpertFit.decide(model, known, verdict);
                Advice.on(known, weight(model, verdict, known), model, prompt, verdict);
            }, () -> verdict.refuse("There is no such LoRA in this workspace, or it is not proven yet."));
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static double weight(ModelConfiguration model, Verdict verdict, CatalogueEntry entry) {
        var given = verdict.placement().weight();
        if (given != null) {
            return given;
        }
        var limits = model.loras();
        double owners = entry.description().defaultWeight();
        return owners >= limits.lightest() && owners <= limits.heaviest() ? owners : limits.standard();
    }

    private static Optional<ChosenLora> chosen(ModelConfiguration model, Verdict verdict) {
        return verdict.entry()
                .map(entry -> new ChosenLora(entry.lora(), verdict.placement().slot(), verdict.expert(),
                        weight(model, verdict, entry), entry.description().name(), entry.fileName(), entry.object(),
                        entry.sha256(), Advice.triggerWords(entry), Estimate.resident(entry)));
    }
}
