package dev.lorikeet.lora.upload;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.lora.access.LoraAccess;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import dev.lorikeet.lora.bucket.UploadStore.SignedPart;
import dev.lorikeet.lora.bucket.UploadStore.StoredPart;
import dev.lorikeet.lora.library.LoraView;
import dev.lorikeet.lora.library.LoraViews;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@AnswersJson
final class UploadController {
    private final LoraUploads uploads;
    private final TicketForm form;
    private final LoraAccess access;
    private final LoraViews views;

    UploadController(LoraUploads uploads, TicketForm form, LoraAccess access, LoraViews views) {
        this.uploads = uploads;
        this.form = form;
        this.access = access;
        this.views = views;
    }

    /** What a client asks for. */
    record TicketBody(@Nullable String fileName, @Nullable Long fileSize, @Nullable WorkspaceId workspaceId,
            @Nullable Sha256 sha256, @Nullable String name, @Nullable String description,
            @Nullable List<String> tags) {}

    /** How to send the file. */
    record UploadView(Strategy strategy, long partSize, int partCount, List<SignedPart> parts,
            Instant expiresAt) {
        static UploadView of(Ticket ticket) {
            return new UploadView(ticket.plan().strategy(), ticket.plan().partSize(), ticket.plan().partCount(),
                    ticket.parts(), ticket.expiresAt());
        }
    }

    record TicketAnswer(boolean success, LoraView lora, UploadView upload, @Nullable String requestedName) {}

    @PostMapping(path = "/api/lora/upload", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<TicketAnswer>> start(@AuthenticationPrincipal Caller caller, @RequestBody TicketBody body,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var request = form.read(body, caller.choose(body.workspaceId(), header, Role.editor), caller.subject(), key);
        return uploads.start(request).map(ticket -> {
            var lora = LoraView.Answer.of(views.of(ticket.lora()), request.description().name());
            return ResponseEntity.created(URI.create("/api/lora/" + lora.lora().id()))
                    .body(new TicketAnswer(true, lora.lora(), UploadView.of(ticket), lora.requestedName()));
        });
    }

    record PartsBody(@Nullable List<Integer> numbers) {}

    record PartsAnswer(boolean success, List<SignedPart> parts) {}

    @PostMapping("/api/lora/{id}/upload/parts")
    Mono<PartsAnswer> sign(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora,
            @RequestBody PartsBody body) {
        return access.open(caller, lora, Role.editor)
                .map(known -> new PartsAnswer(true, uploads.sign(known, TicketForm.numbers(body.numbers()))));
    }

    record ProgressView(Strategy strategy, long partSize, int partCount, List<StoredPart> uploaded,
            Instant expiresAt) {}

    record ProgressAnswer(boolean success, ProgressView upload) {}

    @GetMapping("/api/lora/{id}/upload")
    Mono<ProgressAnswer> progress(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora) {
        return access.open(caller, lora, Role.editor)
                .flatMap(uploads::progress)
                .map(progress -> new ProgressAnswer(true, new ProgressView(progress.plan().strategy(),
                        progress.plan().partSize(), progress.plan().partCount(), progress.uploaded(),
                        progress.expiresAt())));
    }

    record TagBody(@Nullable Integer number, @Nullable String etag) {}

    record CompleteBody(@Nullable List<TagBody> parts) {}

    @PostMapping("/api/lora/{id}/upload/complete")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<LoraView.Answer> complete(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora,
            @RequestBody CompleteBody body) {
        var tags = TicketForm.tags(body.parts());
        return access.open(caller, lora, Role.editor)
                .flatMap(known -> uploads.complete(known, tags))
                .map(known -> LoraView.Answer.of(views.of(known), null));
    }

    @DeleteMapping("/api/lora/{id}/upload")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> abandon(@AuthenticationPrincipal Caller caller, @PathVariable("id") LoraId lora) {
        return access.open(caller, lora, Role.editor).flatMap(uploads::abandon);
    }
}
