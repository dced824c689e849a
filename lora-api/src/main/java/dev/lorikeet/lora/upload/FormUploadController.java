package dev.lorikeet.lora.upload;

import java.net.URI;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.lora.library.LoraView;
import dev.lorikeet.lora.library.LoraViews;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes a form with one file, as curl and old front ends send it. */
@RestController
@AnswersJson
final class FormUploadController {
    private final FormUploads forms;
    private final TicketForm ticketForm;
    private final UploadLimits limits;
    private final LoraViews views;

    FormUploadController(FormUploads forms, TicketForm ticketForm, UploadLimits limits, LoraViews views) {
        this.forms = forms;
        this.ticketForm = ticketForm;
        this.limits = limits;
        this.views = views;
    }

    @PostMapping(path = "/api/lora/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<LoraView.Answer>> upload(@AuthenticationPrincipal Caller caller,
            @RequestBody Flux<PartEvent> body,
            @RequestParam(required = false) @Nullable WorkspaceId workspaceId,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Content-Length", required = false) @Nullable Long length) {
        var form = new FormReader(forms, ticketForm, caller, workspaceId, header,
                length == null ? limits.largestFile().toBytes() : length);
        return forms.inPlace(caller, Mono.usingWhen(Mono.just(form),
                begun -> begun.read(forms.unstalled(body)),
                _ -> Mono.empty(), (begun, _) -> begun.givenUp(), FormReader::givenUp))
                .map(lora -> {
                    var answer = LoraView.Answer.of(views.of(lora), form.requestedName());
                    return ResponseEntity.created(URI.create("/api/lora/" + answer.lora().id())).body(answer);
                });
    }
}
