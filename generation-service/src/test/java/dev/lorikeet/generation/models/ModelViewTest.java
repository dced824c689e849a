package dev.lorikeet.generation.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class ModelViewTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void aSelectorSaysAllThatAFormNeeds() {
        var view = JSON.valueToTree(ModelView.of(Included.model("wan22")));
        var selector = view.path("parameters").get(view.path("parameters").size() - 2);
        assertThat(selector.toString()).isEqualTo("{\"name\":\"lora_high\",\"label\":\"High LoRA\","
                + "\"type\":\"lora-selector\",\"group\":\"advanced\",\"description\":\"LoRA for the high-noise expert,"
                + " which does the early steps: composition and motion.\",\"default\":\"\",\"expert\":\"high\"}");
        assertThat(view.at("/loras").toString()).isEqualTo(
                "{\"most\":5,\"weight\":{\"min\":0.0,\"max\":2.0,\"step\":0.05,\"default\":1.0,\"strong\":1.5}}");
    }

    @Test
    void theFramesASecondAreToldWhereNobodyCanSetThem() {
        assertThat(JSON.valueToTree(ModelView.of(Included.model("wan22-i2v"))).required("fps").intValue())
                .isEqualTo(16);
        assertThat(JSON.valueToTree(ModelView.of(Included.model("wan22"))).has("fps")).isFalse();
    }

    @Test
    void nobodyLearnsWhereAModelRuns() {
        assertThat(JSON.writeValueAsString(Included.models().all().stream().map(ModelView::of).toList()))
                .doesNotContain("endpoint")
                .doesNotContain("volume")
                .doesNotContain("workflow")
                .doesNotContain("null");
    }
}
