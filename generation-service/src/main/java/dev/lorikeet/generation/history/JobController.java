package dev.lorikeet.generation.history;

import java.util.List;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.dispatch.Settling;
import dev.lorikeet.generation.history.HistoryQuery.Cursor;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.GenerationCommand.Cancel;
import dev.lorikeet.generation.job.GenerationRefusal;
import dev.lorikeet.generation.notice.Notices;
import dev.lorikeet.generation.web.GenerationProblem;
import dev.lorikeet.http.AnswersJson;
import dev.lorikeet.http.Refused;
import dev.lorikeet.http.access.Caller;
import dev.lorikeet.http.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists, one job, its end before its time, the notice of it, what it was made from, and what happened. */
@RestController
@AnswersJson
final class JobController {
    private final History history;
    private final JobAccess access;
    private final JobViews views;
    private final Settling settling;
    private final Notices notices;

    JobController(History history, JobAccess access, JobViews views, Settling settling,
            Notices notices) {
        this.history = history;
        this.access = access;
        this.views = views;
        this.settling = settling;
        this.notices = notices;
    }

    record ListAnswer(boolean success, List<JobView> jobs, @Nullable String nextCursor) {}

    @GetMapping("/api/generate")
    Mono<ListAnswer> list(@AuthenticationPrincipal Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestHeader(name = "X-Workspace-Id", required = false) @Nullable WorkspaceId header) {
        var query = HistoryQuery.read(parameters);
        var workspace = caller.choose(query.workspace(), header, Role.viewer);
        return history.page(query, workspace)
                .flatMap(page -> Flux.fromIterable(page.jobs())
                        .concatMap(views::of)
                        .collectList()
                        .map(jobs -> new ListAnswer(true, jobs, page.next().map(Cursor::text).orElse(null))));
    }

    record JobAnswer(boolean success, JobView job) {}

    @GetMapping("/api/generate/{id}")
    Mono<JobAnswer> detail(@AuthenticationPrincipal Caller caller, @PathVariable("id") GenerationId id) {
        return access.open(caller, id, Role.viewer).flatMap(this::answer);
    }

    /** The answer comes at once; a worker that has the job may take a moment. */
    @DeleteMapping("/api/generate/{id}")
    Mono<JobAnswer> cancel(@AuthenticationPrincipal Caller caller, @PathVariable("id") GenerationId id) {
        return access.open(caller, id, Role.editor)
                .flatMap(_ -> settling.send(id, new Cancel()))
                .map(outcome -> known(outcome, "The job has ended and cannot be cancelled any more."))
                .flatMap(this::answer);
    }

    /** Once more for a receiver that lost it, or sooner than it would be. */
    @PostMapping("/api/generate/{id}/callback")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<JobAnswer> callBack(@AuthenticationPrincipal Caller caller, @PathVariable("id") GenerationId id) {
        return access.open(caller, id, Role.editor)
                .flatMap(_ -> notices.again(id))
                .map(outcome -> known(outcome, "Nobody is called back about a job before it has ended, or without a"
                        + " callbackUrl in its order."))
                .flatMap(this::answer);
    }

    private static Known known(Outcome<Generation, GenerationRefusal> outcome, String refusal) {
        if (outcome instanceof Outcome.Done<Generation, GenerationRefusal>(Known known, var _, var _)) {
            return known;
        }
        throw Refused.because(GenerationProblem.WRONG_STATE, refusal);
    }

    private Mono<JobAnswer> answer(Known known) {
        return views.of(known).map(view -> new JobAnswer(true, view));
    }

    record ManifestAnswer(boolean success, Manifest manifest) {}

    @GetMapping("/api/generate/{id}/manifest")
    Mono<ManifestAnswer> manifest(@AuthenticationPrincipal Caller caller, @PathVariable("id") GenerationId id) {
        return access.open(caller, id, Role.viewer).map(known -> {
            if (known instanceof Succeeded succeeded) {
                return new ManifestAnswer(true, Manifest.of(succeeded));
            }
            throw Refused.because(GenerationProblem.WRONG_STATE, "A job has a manifest once its video is there.");
        });
    }

    record LogAnswer(boolean success, List<LogView> log) {}

    @GetMapping("/api/generate/{id}/log")
    Mono<LogAnswer> log(@AuthenticationPrincipal Caller caller, @PathVariable("id") GenerationId id) {
        return access.open(caller, id, Role.viewer)
                .map(known -> new LogAnswer(true, known.job().log().stream().map(LogView::of).toList()));
    }
}
