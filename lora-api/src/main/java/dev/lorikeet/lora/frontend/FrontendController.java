package dev.lorikeet.lora.frontend;

import dev.lorikeet.http.AnswersJson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@AnswersJson
final class FrontendController {
    private final FrontendSettings settings;

    FrontendController(FrontendSettings settings) {
        this.settings = settings;
    }

    @GetMapping("/config.json")
    FrontendSettings config() {
        return settings;
    }
}
