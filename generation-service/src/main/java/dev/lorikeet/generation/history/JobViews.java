package dev.lorikeet.generation.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.dispatch.DispatchLimits;
import dev.lorikeet.generation.dispatch.EndpointReasons;
import dev.lorikeet.generation.dispatch.WaitingJobs;
import dev.lorikeet.generation.history.JobView.AttemptView;
import dev.lorikeet.generation.history.JobView.CallbackView;
import dev.lorikeet.generation.history.JobView.ErrorView;
import dev.lorikeet.generation.history.JobView.LoraView;
import dev.lorikeet.generation.history.JobView.ProgressView;
import dev.lorikeet.generation.history.JobView.QueueView;
import dev.lorikeet.generation.history.JobView.TimingsView;
import dev.lorikeet.generation.history.JobView.VideoView;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.Generation.Queued;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.ListFields;
import dev.lorikeet.generation.job.Price.Cost;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import dev.lorikeet.generation.job.Timings;
import dev.lorikeet.generation.job.Video;
import dev.lorikeet.generation.result.ResultLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Shows jobs, with what is only known at the moment of looking: their place in the queue, and addresses. */
@Component
public class JobViews {
    private static final double MILLIS = 1000;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final WaitingJobs waiting;
    private final EndpointReasons reasons;
    private final JobBucket bucket;
    private final ResultLimits results;
    private final DispatchLimits dispatch;
    private final InstantSource clock;

    JobViews(WaitingJobs waiting, EndpointReasons reasons, JobBucket bucket, ResultLimits results,
            DispatchLimits dispatch, InstantSource clock) {
        this.waiting = waiting;
        this.reasons = reasons;
        this.bucket = bucket;
        this.results = results;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    public Mono<JobView> of(Known state) {
        return switch (state) {
            case Queued queued -> queue(queued).map(queue -> view(queued, queue, null));
            case Running running -> progress(running).map(progress -> view(running, null, progress));
            case Submitting submitting -> Mono.just(view(submitting, null, asked(submitting)));
            default -> Mono.just(view(state, null, null));
        };
    }

    private Mono<QueueView> queue(Queued queued) {
        var job = queued.job();
        return waiting.before(job.endpoint(), job.workspace(), queued.readyAt())
                .map(before -> new QueueView(before + 1, Optional.ofNullable(queued.holdup())
                        .orElse(before == 0
                                ? "It is the next of this workspace, and waits for a free place."
                                : before == 1
                                        ? "One job of this workspace is before it."
                                        : before + " jobs of this workspace are before it.")));
    }

    private ProgressView asked(Submitting submitting) {
        var attempt = submitting.attempt();
        boolean late = attempt.startedAt().plus(ANSWERS_WITHIN).isBefore(clock.instant());
        return new ProgressView(Phase.WAITING_FOR_WORKER, 0, null, late
                ? "RunPod's answer was lost, so nobody knows whether it has the job. It is asked again at "
                        + attempt.forgottenAt().truncatedTo(ChronoUnit.SECONDS) + ", when a first one would be gone."
                : null);
    }

    private Mono<ProgressView> progress(Running running) {
        var progress = running.progress();
        var shown = new ProgressView(progress.phase(), progress.percent(), progress.stage(), null);
        var waited = Duration.between(running.attempt().startedAt(), clock.instant());
        return progress.phase() == Phase.WAITING_FOR_WORKER && waited.compareTo(dispatch.healthAfter()) > 0
                ? reasons.of(running.job().endpoint())
                        .map(reason -> new ProgressView(progress.phase(), progress.percent(), progress.stage(), reason))
                : Mono.just(shown);
    }

    private JobView view(Known state, @Nullable QueueView queue, @Nullable ProgressView progress) {
        var job = state.job();
        var used = job.used();
        return new JobView(job.id(), ListFields.status(state), job.workspace(), used.model(), used.modelVersion(),
                used.parameters().values(), used.loras().stream().map(LoraView::of).toList(),
                used.loras().stream().mapToLong(ChosenLora::residentBytes).sum(), used.onLoraFailure(),
                job.adjustments(), job.requestedAt(), state instanceof Ended ended ? ended.finishedAt() : null,
                job.lastAttempt(), job.past()
                        .stream()
                        .map(past -> new AttemptView(past.number(), past.failure().code(), past.failure().message(),
                                past.endedAt()))
                        .toList(),
                queue, progress, state instanceof Succeeded succeeded ? video(succeeded.video()) : null,
                state instanceof Failed failed
                        ? new ErrorView(failed.failure().code(), failed.failure().message())
                        : null,
                state instanceof Succeeded succeeded ? timings(succeeded.timings()) : null,
                state instanceof Succeeded succeeded ? cost(succeeded) : null, job.retryOf(),
                job.notice() == null ? null : CallbackView.of(job.notice(), state instanceof Ended));
    }

    private VideoView video(Video video) {
        Instant until = clock.instant().plus(results.urlValidity());
        var signed = bucket.sign(video.key(), until);
        var thumbnail = video.thumbnail();
        return new VideoView(signed.url(), signed.expiresAt(), video.contentType(), video.size(), video.sha256(),
                thumbnail == null ? null : bucket.sign(thumbnail, until).url());
    }

    private static @Nullable Cost cost(Succeeded state) {
        var price = state.job().price();
        var worked = state.timings().executionMillis();
        return price == null || worked == null ? null : price.of(worked);
    }

    static TimingsView timings(Timings timings) {
        return new TimingsView(timings.submittedAt(), seconds(timings.delayMillis()),
                seconds(timings.executionMillis()));
    }

    private static @Nullable Double seconds(@Nullable Long millis) {
        return millis == null ? null : (Double) (millis / MILLIS);
    }
}
