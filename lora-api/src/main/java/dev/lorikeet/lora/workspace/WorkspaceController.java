package dev.lorikeet.lora.workspace;

import java.util.Comparator;
import java.util.List;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@AnswersJson
final class WorkspaceController {
    private static final int AT_ONCE = 8;

    private final Workspaces workspaces;

    WorkspaceController(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    record UsageView(long usedBytes, long reservedBytes, long quotaBytes, long loraCount, long loraLimit,
            int openUploads) {}

    record WorkspaceView(String id, Role role, boolean closing, UsageView usage) {}

    record ListAnswer(boolean success, List<WorkspaceView> workspaces) {}

    record Answer(boolean success, WorkspaceView workspace) {}

    record Accepted(boolean success) {}

    @GetMapping("/api/workspaces")
    Mono<ListAnswer> list(@AuthenticationPrincipal Caller caller) {
        return Flux.fromIterable(caller.workspaces().entrySet())
                .flatMap(entry -> view(entry.getKey(), entry.getValue()), AT_ONCE)
                .collectSortedList(Comparator.comparing(WorkspaceView::id))
                .map(views -> new ListAnswer(true, views));
    }

    @GetMapping("/api/workspaces/{id}")
    Mono<Answer> one(@AuthenticationPrincipal Caller caller, @PathVariable("id") WorkspaceId workspace) {
        caller.demand(workspace, Role.viewer);
        return view(workspace, caller.roleIn(workspace).orElseThrow()).map(view -> new Answer(true, view));
    }

    @DeleteMapping("/api/workspaces/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Accepted> delete(@AuthenticationPrincipal Caller caller, @PathVariable("id") WorkspaceId workspace) {
        caller.demand(workspace, Role.owner);
        return workspaces.send(workspace, new WorkspaceCommand.Close()).thenReturn(new Accepted(true));
    }

    private Mono<WorkspaceView> view(WorkspaceId id, Role role) {
        var limits = workspaces.limits();
        return workspaces.find(id).map(workspace -> {
            var contents = workspace.contents();
            return new WorkspaceView(id.value(), role, workspace instanceof Workspace.Closing,
                    new UsageView(contents.usedBytes(), contents.reservedBytes(), limits.bytes().toBytes(),
                            contents.loraCount(), limits.loras(), contents.reserved().size()));
        });
    }
}
