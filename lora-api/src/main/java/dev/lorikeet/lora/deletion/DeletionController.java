package dev.lorikeet.lora.deletion;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.access.LoraAccess;
import dev.lorikeet.lora.library.LoraView;
import dev.lorikeet.lora.library.LoraViews;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@AnswersJson
final class DeletionController {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final LoraDeletions deletions;
    private final LoraAccess access;
    private final LoraViews views;

    DeletionController(LoraDeletions deletions, LoraAccess access, LoraViews views) {
        this.deletions = deletions;
        this.access = access;
        this.views = views;
    }

    record Answer(boolean success, @Nullable Instant undoUntil) {}

    @DeleteMapping("/api/lora/{id}")
    Mono<Answer> delete(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora) {
        return opened(caller, lora)
                .flatMap(_ -> deletions.delete(lora))
                .map(known -> new Answer(true,
                        known instanceof Lora.Deleting(var _, var undoUntil, var _) ? undoUntil : null))
                .onErrorMap(Unavailable.class, failure -> Refused.later(LoraProblem.NOT_REMOVED, SOON, failure));
    }

    @PostMapping("/api/lora/{id}/restore")
    Mono<LoraView.Answer> restore(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora) {
        return opened(caller, lora)
                .flatMap(_ -> deletions.restore(lora))
                .map(known -> LoraView.Answer.of(views.of(known), null))
                .onErrorMap(Unavailable.class, failure -> Refused.later(LoraProblem.NOT_SAVED, SOON, failure));
    }

    private Mono<Lora.Known> opened(Caller caller, LoraId lora) {
        return access.open(caller, lora, Role.editor)
                .filter(known -> !(known instanceof Lora.Abandoned || known instanceof Lora.Deleted))
                .switchIfEmpty(Mono.error(() -> Refused.because(CommonProblem.NOT_FOUND)));
    }
}
