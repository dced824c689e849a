package dev.lorikeet.generation.models;

import java.util.List;

import dev.lorikeet.http.AnswersJson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What can be ordered, for whoever builds a form. */
@RestController
@AnswersJson
final class ModelsController {
    private final ModelsAnswer answer;

    ModelsController(Models models, PictureRoom room) {
        this.answer = new ModelsAnswer(true, models.version(), room.inlinePictures().toBytes(),
                models.all().stream().map(ModelView::of).toList());
    }

    record ModelsAnswer(boolean success, String version, long mostPictureBytes, List<ModelView> models) {}

    @GetMapping("/api/models")
    Mono<ModelsAnswer> models() {
        return Mono.just(answer);
    }
}
