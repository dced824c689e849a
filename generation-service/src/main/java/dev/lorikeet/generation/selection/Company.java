package dev.lorikeet.generation.selection;

import java.util.List;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.ModelConfiguration.Experts;

/** What matters about LoRAs only because of the others beside them. */
final class Company {
    private final ModelConfiguration model;
    private final List<Verdict> verdicts;
    private final List<Fault> faults;

    private Company(ModelConfiguration model, List<Verdict> verdicts, List<Fault> faults) {
        this.model = model;
        this.verdicts = verdicts;
        this.faults = faults;
    }

    /** Returns what people should know of the selection as a whole. */
    static List<String> check(ModelConfiguration model, List<Verdict> verdicts, List<Fault> faults) {
        var company = new Company(model, verdicts, faults);
        company.count();
        company.duplicates();
        company.swapped();
        return company.halfPair();
    }

    private void count() {
        var most = model.loras().most();
        long chosen = verdicts.stream().map(verdict -> verdict.placement().reference().lora()).distinct().count();
        if (chosen > most) {
            tooMany("At most " + most + " LoRAs can be used at once; these are " + chosen + ".");
        }
        var able = model.worker().dialect().capabilities();
        if (verdicts.size() > able.mostLoras()) {
            tooMany("The worker of " + model.name() + " takes at most " + able.mostLoras() + " LoRAs; these are "
                    + verdicts.size() + ".");
        }
        network(NoiseExpert.HIGH, able.mostPerExpert());
        if (model.experts() == Experts.TWO) {
            network(NoiseExpert.LOW, able.mostPerExpert());
        }
    }

    private void network(NoiseExpert network, int most) {
        long here = verdicts.stream().filter(verdict -> verdict.reaches(network)).count();
        if (here > most) {
            tooMany("The worker of " + model.name() + " takes at most " + most + " LoRAs for "
                    + (model.experts() == Experts.TWO ? ExpertFit.word(network) : "its model") + "; these are " + here
                    + ".");
        }
    }

    private void tooMany(String sentence) {
        boolean listed = verdicts.stream().anyMatch(verdict -> verdict.placement().slot().equals(Placement.LIST));
        faults.add(new Fault(listed ? "/loras" : "/parameters", sentence));
    }

    /** One file may serve both networks, once each. */
    private void duplicates() {
        for (int later = 1; later < verdicts.size(); later++) {
            var verdict = verdicts.get(later);
            var lora = verdict.placement().reference().lora();
            verdicts.subList(0, later)
                    .stream()
                    .filter(earlier -> lora.isPresent() && earlier.placement().reference().lora().equals(lora))
                    .filter(verdict::appliesTo)
                    .findFirst()
                    .ifPresent(earlier -> verdict.refuse("It is chosen already, as " + earlier.placement().place()
                            + ". Choose it once."));
        }
    }

    private void swapped() {
        var inHigh = misplaced(NoiseExpert.HIGH, NoiseExpert.LOW);
        var inLow = misplaced(NoiseExpert.LOW, NoiseExpert.HIGH);
        if (!inHigh.isEmpty() && !inLow.isEmpty()) {
            inHigh.getFirst()
                    .refuse("It and " + inLow.getFirst().placement().place()
                            + " are in each other's place: swap them.");
        }
    }

    private List<Verdict> misplaced(NoiseExpert wanted, NoiseExpert known) {
        return verdicts.stream()
                .filter(verdict -> verdict.expert() == wanted && model.experts() == Experts.TWO)
                .filter(verdict -> verdict.entry().map(ExpertFit::known).filter(known::equals).isPresent())
                .toList();
    }

    private List<String> halfPair() {
        boolean high = verdicts.stream().anyMatch(verdict -> verdict.reaches(NoiseExpert.HIGH));
        boolean low = verdicts.stream().anyMatch(verdict -> verdict.reaches(NoiseExpert.LOW));
        if (high == low) {
            return List.of();
        }
        return List.of("Only " + ExpertFit.word(high ? NoiseExpert.HIGH : NoiseExpert.LOW)
                + " gets a LoRA. Most LoRAs for " + model.name() + " come as two files, one for each expert: if there"
                + " is another half, choose it as well.");
    }
}
