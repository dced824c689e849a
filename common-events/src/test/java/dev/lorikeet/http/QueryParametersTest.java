package dev.lorikeet.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class QueryParametersTest {
    private static final Set<String> NAMES = Set.of("workspaceId", "limit");

    @Test
    void namesEachParameterThatNobodyKnowsAndEachThatIsThereTwice() {
        assertThat(QueryParameters.faults(given(Map.of("colour", List.of("red", "blue"), "limit", List.of("1", "2"),
                "workspaceId", List.of("demo"))), NAMES, "stream")).containsExactlyInAnyOrder(
                        new FieldError("colour", "is not a parameter of this stream"),
                        new FieldError("limit", "may be given once"));
    }

    @Test
    void refusesThemAllAtOnce() {
        assertThatThrownBy(() -> QueryParameters.demandOnly(given(Map.of("a", List.of(""), "b", List.of(""))), NAMES,
                "stream")).isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.errors()).extracting(FieldError::pointer)
                                .containsExactlyInAnyOrder("a", "b"));
    }

    @Test
    void leavesAloneWhatIsKnown() {
        assertThatCode(() -> QueryParameters.demandOnly(given(Map.of("limit", List.of("1"))), NAMES, "stream"))
                .doesNotThrowAnyException();
    }

    private static MultiValueMap<String, String> given(Map<String, List<String>> parameters) {
        return MultiValueMap.fromMultiValue(parameters);
    }
}
