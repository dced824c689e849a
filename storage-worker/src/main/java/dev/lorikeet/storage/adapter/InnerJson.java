package dev.lorikeet.storage.adapter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads the JSON that trainers put into the values of the metadata. What is broken or too large is as good as absent. */
final class InnerJson {
    private static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 16;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LONGEST)
                    .maxStringLength(LONGEST)
                    .maxNumberLength(100)
                    .build())
            .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private InnerJson() {}

    static JsonNode read(@Nullable String value) {
        if (value == null || value.length() > LONGEST) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(value);
        } catch (JacksonException broken) {
            return MissingNode.getInstance();
        }
    }
}
