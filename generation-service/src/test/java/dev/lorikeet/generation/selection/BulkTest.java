package dev.lorikeet.generation.selection;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static dev.lorikeet.generation.selection.Bench.wan22;
import static org.assertj.core.api.Assertions.assertThat;

final class BulkTest {
    private static final int VERY_MANY = 100_000;

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(number -> "'p" + number + "':1").collect(Collectors.joining(","));
    }

    private static String loras(int count) {
        return "'loras':[" + IntStream.range(0, count)
                .mapToObj(_ -> "{'id':'h'}")
                .collect(Collectors.joining(",")) + "]";
    }

    @Test
    void aListThatNobodyMeansIsRefusedInOneSentence() {
        assertThat(Bench.with(Entry.of("h")).refuse(wan22("", loras(VERY_MANY))))
                .containsExactly(new Fault("/loras", "must have at most 20 entries, not 100000"));
    }

    @Test
    void parametersAndWeightsThatNobodyMeansAreRefusedInOneSentenceEach() {
        assertThat(Bench.with().refuse(wan22(names(VERY_MANY), "'weights':{" + names(VERY_MANY) + "}")))
                .containsExactly(new Fault("/parameters", "must have at most 200 entries, not 100001"),
                        new Fault("/weights", "must have at most 200 entries, not 100000"));
    }

    @Test
    void ofWhatIsRefusedNothingIsLookedUp() {
        var request = Bench.JSON.readValue(wan22("'lora_high':'h'", loras(21)).replace('\'', '"'),
                SelectionRequest.class);
        assertThat(Bench.with(Entry.of("h")).mentioned(request)).isEmpty();
    }

    @Test
    void noMoreFaultsAreToldThanPeopleRead() {
        assertThat(Bench.with().refuse(wan22(names(150), "'weights':{" + names(150) + "}"))).hasSize(100);
    }

    @Test
    void asManyAsAreAllowedAreLookedAtOneByOne() {
        assertThat(Bench.with(Entry.of("h")).refuse(wan22("", loras(20)))).extracting(Fault::pointer)
                .contains("/loras/1", "/loras/19");
    }
}
