package dev.lorikeet.generation.models;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

final class ModelsControllerTest {

    @Test
    void everyModelIsTold() {
        WebTestClient.bindToController(new ModelsController(Included.models(), new PictureRoom(DataSize.ofBytes(4711))))
                .build()
                .get()
                .uri("/api/models")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(true)
                .jsonPath("$.version")
                .isEqualTo(Included.models().version())
                .jsonPath("$.mostPictureBytes")
                .isEqualTo(4711)
                .jsonPath("$.models[*].id")
                .value(ids -> assertThat(ids)
                        .hasToString("[\"wan22\",\"wan22-i2v\",\"wan22-5b\",\"flux-krea\"]"))
                .jsonPath("$.models[0].output")
                .isEqualTo("video")
                .jsonPath("$.models[0].compatibility.tasks[0]")
                .isEqualTo("t2v");
    }
}
