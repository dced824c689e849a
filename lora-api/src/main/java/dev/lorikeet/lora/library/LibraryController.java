package dev.lorikeet.lora.library;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.access.LoraAccess;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lists, one LoRA, its description, its bytes. */
@RestController
@AnswersJson
final class LibraryController {
    private static final Duration DOWNLOAD = Duration.ofHours(1);

    private final LibraryStore store;
    private final Descriptions descriptions;
    private final LoraAccess access;
    private final LoraViews views;
    private final UploadStore bucket;
    private final InstantSource clock;

    LibraryController(LibraryStore store, Descriptions descriptions, LoraAccess access, LoraViews views,
            UploadStore bucket, InstantSource clock) {
        this.store = store;
        this.descriptions = descriptions;
        this.access = access;
        this.views = views;
        this.bucket = bucket;
        this.clock = clock;
    }

    record ListAnswer(boolean success, List<LoraView> loras, @Nullable String nextCursor, long total) {}

    @GetMapping("/api/lora")
    Mono<ListAnswer> list(@AuthenticationPrincipal Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header) {
        var asked = ListParameters.read(parameters);
        var workspace = caller.choose(asked.workspace(), header, Role.viewer);
        return store.page(asked.in(workspace))
                .map(page -> new ListAnswer(true, page.loras().stream().map(views::of).toList(),
                        page.next().map(Cursor::text).orElse(null), page.total()));
    }

    @GetMapping("/api/lora/{id}")
    Mono<LoraView.Answer> detail(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora,
            ServerHttpResponse response) {
        return access.open(caller, lora, Role.viewer).map(known -> tagged(known, null, response));
    }

    @PatchMapping("/api/lora/{id}")
    Mono<LoraView.Answer> edit(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora,
            @RequestBody PatchBody body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            ServerHttpResponse response) {
        var change = body.change();
        return access.open(caller, lora, Role.editor)
                .flatMap(known -> descriptions.edit(known, change, Descriptions.edition(ifMatch)))
                .map(known -> tagged(known, change.name(), response));
    }

    record DownloadAnswer(boolean success, URI url, Instant expiresAt) {}

    @GetMapping("/api/lora/{id}/download")
    Mono<DownloadAnswer> download(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora) {
        return access.open(caller, lora, Role.viewer).map(known -> {
            if (!(known instanceof Lora.Ready ready)) {
                throw Refused.because(LoraProblem.WRONG_STATE, "Only a LoRA that is ready can be downloaded.");
            }
            var expiresAt = clock.instant().plus(DOWNLOAD);
            return new DownloadAnswer(true, bucket.download(ready.proof().object(),
                    ready.identity().expected().fileName(), expiresAt), expiresAt);
        });
    }

    /** The tag is for {@code If-Match} alone: it counts edits, and a LoRA changes in other ways too. */
    private LoraView.Answer tagged(Lora.Known lora, @Nullable String requested, ServerHttpResponse response) {
        if (lora instanceof Lora.Abandoned || lora instanceof Lora.Deleted) {
            throw Refused.because(CommonProblem.NOT_FOUND);
        }
        var view = views.of(lora);
        response.getHeaders().setETag("\"" + view.version() + "\"");
        return LoraView.Answer.of(view, requested);
    }
}
