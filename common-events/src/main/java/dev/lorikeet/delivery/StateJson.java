package dev.lorikeet.delivery;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** States as the plain maps that a document store keeps. */
final class StateJson {
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private StateJson() {}

    static Map<String, Object> write(Object state) {
        return JSON.convertValue(state, TREE);
    }

    static <S> S read(Map<String, Object> tree, Class<S> states) {
        return JSON.convertValue(tree, states);
    }
}
