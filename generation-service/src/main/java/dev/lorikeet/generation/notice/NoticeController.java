package dev.lorikeet.generation.notice;

import java.util.List;
import java.util.Set;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.QueryParameters;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What receivers know our notices by, for those who may order them. */
@RestController
@AnswersJson
final class NoticeController {
    private final Notices notices;

    NoticeController(Notices notices) {
        this.notices = notices;
    }

    record SecretAnswer(boolean success, List<String> secrets) {
        @Override
        public String toString() {
            return secrets.size() + " secrets";
        }
    }

    @GetMapping("/api/generate/callback-secret")
    SecretAnswer secret(@AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable WorkspaceId workspaceId,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header) {
        QueryParameters.demandOnly(parameters, Set.of("workspaceId"), "secret");
        return new SecretAnswer(true, notices.secrets(caller.choose(workspaceId, header, Role.editor)));
    }
}
