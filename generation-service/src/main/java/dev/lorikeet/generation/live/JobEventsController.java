package dev.lorikeet.generation.live;

import java.util.Set;

import dev.lorikeet.delivery.AggregateStore.Versioned;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.history.JobAccess;
import dev.lorikeet.generation.history.JobView;
import dev.lorikeet.generation.history.JobViews;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.http.QueryParameters;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import dev.lorikeet.http.live.Change;
import dev.lorikeet.http.live.LastEventId;
import dev.lorikeet.http.live.LiveChanges;
import dev.lorikeet.http.live.LiveStreams;
import dev.lorikeet.http.live.LiveStreams.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
final class JobEventsController {
    private final LiveChanges<GenerationId> changes;
    private final LiveStreams streams;
    private final Generations generations;
    private final JobAccess access;
    private final JobViews views;

    JobEventsController(LiveChanges<GenerationId> changes, LiveStreams streams, Generations generations,
            JobAccess access, JobViews views) {
        this.changes = changes;
        this.streams = streams;
        this.generations = generations;
        this.access = access;
        this.views = views;
    }

    private record Shown(boolean success, JobView job) {}

    /** All jobs of a workspace. */
    @GetMapping("/api/generate/events")
    Flux<ServerSentEvent<Object>> follow(@AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable WorkspaceId workspaceId,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        QueryParameters.demandOnly(parameters, Set.of("workspaceId"), "stream");
        var workspace = caller.choose(workspaceId, header, Role.viewer);
        return streams.send(caller, changes.since(workspace, LastEventId.of(last)), this::message);
    }

    /** One job: first as it is, then whenever there is something new. */
    @GetMapping("/api/generate/{id}/events")
    Flux<ServerSentEvent<Object>> follow(@AuthenticationPrincipal Caller caller, @PathVariable("id") GenerationId id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        QueryParameters.demandOnly(parameters, Set.of(), "stream");
        return access.open(caller, id, Role.viewer).flatMapMany(known -> {
            var news = changes.since(known.job().workspace(), LastEventId.of(last))
                    .filter(change -> !(change instanceof Change.Told<GenerationId>(var job, var _))
                            || job.equals(id))
                    // It may have changed before the stream began, so whoever comes first of all is told how it is.
                    .<Change<GenerationId>>index((place, change) -> place == 0 && last == null
                            ? new Change.Told<>(id, change.id())
                            : change);
            return streams.send(caller, news, this::message);
        });
    }

    private Mono<Message> message(GenerationId id) {
        return generations.find(id)
                .map(Versioned::state)
                .ofType(Known.class)
                .flatMap(views::of)
                .map(view -> new Message("changed", new Shown(true, view)));
    }
}
