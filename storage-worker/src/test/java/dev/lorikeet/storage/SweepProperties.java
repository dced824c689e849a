package dev.lorikeet.storage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.storage.History.Act;
import dev.lorikeet.storage.History.Due;
import dev.lorikeet.storage.sweep.Sweeps;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

import static org.assertj.core.api.Assertions.assertThat;

/** Sweeps after random histories, compared with a teller who knows nothing of life cycles. */
final class SweepProperties {
    private static final Map<String, Integer> SEEN = new HashMap<>();

    record Step(int lora, Act act) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        var acts = Arbitraries.oneOf(Arbitraries.of(Act.class),
                Arbitraries.of(Act.PUT, Act.PASS, Act.PASS, Act.TICKET, Act.COMPLETE, Act.STRAY_UPLOAD));
        return Combinators.combine(Arbitraries.integers().between(0, 3), acts)
                .as(Step::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(25);
    }

    // Feature: lora-management, Property 3: an upload that is recorded keeps its object, whatever is swept
    // Feature: lora-management, Property 6: what nobody claims any more does not stay in the bucket
    @Property(tries = 120)
    void removesWhatNobodyClaimsAndNothingElse(@ForAll("histories") List<Step> steps) {
        var history = new History();
        steps.forEach(step -> history.act(step.lora(), step.act()));
        assertDone(history, history.sweep());
        history.act(0, Act.PASS);
        history.act(0, Act.PASS);
        assertDone(history, history.sweep());
    }

    private static void assertDone(History history, Due due) {
        count("staying", due.staying());
        count("going", due.going());
        count("uploads", due.uploads());
        count("aborted", due.aborted());
        assertThat(due.staying()).allMatch(history::isStored);
        assertThat(due.going()).noneMatch(history::isStored);
        assertThat(due.uploads()).allMatch(history::isOpen);
        assertThat(due.aborted()).noneMatch(history::isOpen);
    }

    private static void count(String what, List<?> found) {
        SEEN.merge(what, found.size(), Integer::sum);
    }

    /** Histories in which nothing is left to be done would prove nothing. */
    @AfterContainer
    static void everyEndWasSeen() {
        assertThat(SEEN).hasSize(4).allSatisfy((_, times) -> assertThat(times).isGreaterThan(20));
    }
}
