package dev.lorikeet.lora.frontend;

import java.net.URI;

import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.lora.upload.UploadLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@AnswersJson
final class FrontendController {
    private final Config config;

    FrontendController(FrontendSettings settings, UploadLimits limits) {
        this.config = new Config(settings.loraApi(), settings.generation(), settings.signIn(), settings.issuer(),
                settings.clientId(), limits.largestFile().toBytes());
    }

    /** What a page has to know before anybody has signed in. */
    record Config(URI loraApi, URI generation, FrontendSettings.SignIn signIn, @Nullable URI issuer,
            @Nullable String clientId, long largestFile) {}

    @GetMapping("/config.json")
    Config config() {
        return config;
    }
}
