package dev.lorikeet.lora.live;

import java.util.Set;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.QueryParameters;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.http.live.LastEventId;
import dev.lorikeet.http.live.LiveChanges;
import dev.lorikeet.http.live.LiveStreams;
import dev.lorikeet.lora.library.LoraView;
import dev.lorikeet.lora.library.LoraViews;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Loras;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
final class LiveController {
    private final LiveChanges<LoraChange> changes;
    private final LiveStreams streams;
    private final Loras loras;
    private final LoraViews views;

    LiveController(LiveChanges<LoraChange> changes, LiveStreams streams, Loras loras, LoraViews views) {
        this.changes = changes;
        this.streams = streams;
        this.loras = loras;
        this.views = views;
    }

    /** Says nothing of its type here: who does not take events would otherwise be sent to the LoRA of that name. */
    @GetMapping("/api/lora/events")
    Flux<ServerSentEvent<Object>> follow(@AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable WorkspaceId workspaceId,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        QueryParameters.demandOnly(parameters, Set.of("workspaceId"), "stream");
        var workspace = caller.choose(workspaceId, header, Role.viewer);
        return streams.send(caller, changes.since(workspace, LastEventId.of(last)),
                change -> LoraMessages.of(change, this::view));
    }

    /** Empty for what no list shows any more. */
    private Mono<LoraView> view(LoraId lora) {
        return loras.find(lora).mapNotNull(found -> switch (found.state()) {
            case Lora.Uploading uploading -> views.of(uploading);
            case Lora.Verifying verifying -> views.of(verifying);
            case Lora.Kept kept -> views.of(kept);
            case Lora.None _,Lora.Abandoned _,Lora.Deleting _,Lora.Discarded _,Lora.Deleted _ -> null;
        });
    }
}
