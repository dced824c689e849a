package dev.lorikeet.lora.link;

import java.net.URI;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.library.LoraView;
import dev.lorikeet.lora.library.LoraViews;
import dev.lorikeet.lora.link.LinkImports.Wish;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@AnswersJson
final class ImportController {
    private final LinkImports imports;
    private final LoraViews views;

    ImportController(LinkImports imports, LoraViews views) {
        this.imports = imports;
        this.views = views;
    }

    record ImportBody(@Nullable String url, @Nullable String name, @Nullable WorkspaceId workspaceId) {
        /** Its address may be as good as a password. */
        @Override
        public String toString() {
            return "a body with an address";
        }
    }

    @PostMapping(path = "/api/lora/import", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<LoraView.Answer>> begin(@AuthenticationPrincipal Caller caller, @RequestBody ImportBody body,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var workspace = caller.choose(body.workspaceId(), header, Role.editor);
        if (body.url() == null) {
            throw Refused.field("/url", "is missing");
        }
        return imports.begin(new Wish(body.url(), body.name(), workspace, caller.subject(), key)).map(begun -> {
            var answer = LoraView.Answer.of(views.of(begun.lora()), begun.requestedName());
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .location(URI.create("/api/lora/" + answer.lora().id()))
                    .body(answer);
        });
    }
}
