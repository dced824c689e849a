package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.lorikeet.embedded.runpod.RunPodResponse.Delivery;
import dev.lorikeet.embedded.runpod.RunPodResponse.Hold;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is asked over HTTP, and the answers. */
final class Requests {
    private static final Duration STREAM_WAIT = Duration.ofSeconds(10);
    private static final Duration SYNC_WAIT = Duration.ofSeconds(90);

    private final Timeline timeline;
    private final @Nullable String apiKey;
    private final Function<String, Optional<Endpoint>> endpoints;

    Requests(Timeline timeline, @Nullable String apiKey, Function<String, Optional<Endpoint>> endpoints) {
        this.timeline = timeline;
        this.apiKey = apiKey;
        this.endpoints = endpoints;
    }

    Optional<Endpoint> endpoint(String id) {
        return endpoints.apply(id);
    }

    RunPodResponse handle(RunPodRequest request) {
        var parts = request.path().split("/", -1);
        var operation = parts.length > 3 ? Operation.named(parts[3]) : Optional.<Operation>empty();
        if (operation.isEmpty() || !parts[1].equals("v2") || parts.length != (operation.get().ofJob() ? 5 : 4)) {
            return RunPodResponse.problem(404, "Not Found", "no such path");
        }
        if (!operation.get().allows(request.method())) {
            return RunPodResponse.problem(405, "Method Not Allowed", "not with " + request.method());
        }
        if (!isLetIn(request.authorization())) {
            return RunPodResponse.text(401, "text/plain", "");
        }
        var endpoint = endpoint(parts[2]);
        return endpoint.isEmpty()
                ? RunPodResponse.problem(404, "Not Found", "endpoint not found")
                : limited(endpoint.get(), operation.get(), request, parts[parts.length - 1]);
    }

    private boolean isLetIn(@Nullable String authorization) {
        var key = authorization == null ? "" : authorization.replaceFirst("(?i)^bearer\\s+", "").strip();
        return apiKey == null ? !key.isEmpty() : key.equals(apiKey);
    }

    private RunPodResponse limited(Endpoint endpoint, Operation operation, RunPodRequest request, String job) {
        if (!endpoint.buckets().take(operation, timeline.instant())) {
            return RequestFault.tooMany(endpoint.settings().manners().retryAfter()
                    ? Map.of("retry-after", String.valueOf(RateBuckets.WINDOW.toSeconds()))
                    : Map.of());
        }
        return endpoint.faults()
                .ofRequest(operation)
                .map(fault -> fault.answer(() -> answer(endpoint, operation, request, job)))
                .orElseGet(() -> answer(endpoint, operation, request, job));
    }

    private RunPodResponse answer(Endpoint endpoint, Operation operation, RunPodRequest request, String job) {
        return switch (operation) {
            case RUN -> submit(endpoint, request, false);
            case RUNSYNC -> submit(endpoint, request, true);
            case PURGE_QUEUE -> json(endpoint, endpoint.purge().asObject());
            case HEALTH -> json(endpoint, endpoint.health().asObject());
            case STATUS, STATUS_SYNC, STREAM, CANCEL, RETRY -> endpoint.find(job, timeline.instant())
                    .map(found -> answer(endpoint, operation, request, found))
                    .orElseGet(() -> RunPodResponse.problem(404, "Not Found", "job not found"));
        };
    }

    private RunPodResponse answer(Endpoint endpoint, Operation operation, RunPodRequest request, Job job) {
        return switch (operation) {
            case STATUS -> {
                millis(request, "ttl").ifPresent(ttl -> endpoint.changeTtl(job, ttl));
                yield json(endpoint, JobJson.whole(job));
            }
            case STATUS_SYNC -> held(json(endpoint, JobJson.whole(job)), job, millis(request, "wait"), SYNC_WAIT);
            case STREAM -> stream(endpoint, request, job);
            case CANCEL -> json(endpoint, JobJson.brief(endpoint.cancel(job)));
            case RETRY -> endpoint.retry(job)
                    .map(again -> json(endpoint,
                            Artefact.object().put("id", again.id()).put("status", JobStatus.IN_QUEUE.name())))
                    .orElseGet(() -> RunPodResponse.problem(400, "Bad Request",
                            "only FAILED and TIMED_OUT jobs can be retried"));
            case RUN, RUNSYNC, PURGE_QUEUE, HEALTH -> throw new IllegalArgumentException(operation.path());
        };
    }

    private RunPodResponse stream(Endpoint endpoint, RunPodRequest request, Job job) {
        var answer = json(endpoint, JobJson.stream(endpoint.drain(job)));
        return job.state().chunks().isEmpty() ? held(answer, job, millis(request, "wait"), STREAM_WAIT) : answer;
    }

    private RunPodResponse submit(Endpoint endpoint, RunPodRequest request, boolean sync) {
        return switch (Submission.read(request.body(), sync, endpoint.settings())) {
            case Submission.Bad(var answer) -> answer;
            case Submission.Good(var submission) -> {
                var job = endpoint.submit(submission, sync);
                var queued = Artefact.object().put("id", job.id()).put("status", JobStatus.IN_QUEUE.name());
                var answer = json(endpoint, queued);
                if (sync) {
                    yield held(answer, job, millis(request, "wait"), SYNC_WAIT);
                }
                yield job.order().has(JobFault.WEBHOOK_FIRST) ? answer.travelling(Delivery.AFTER_WEBHOOK) : answer;
            }
        };
    }

    private RunPodResponse held(RunPodResponse answer, Job job, Optional<Duration> wait, Duration usual) {
        return job.state().status().ended()
                ? answer
                : answer.heldUntil(new Hold(job.id(), timeline.instant().plus(wait.orElse(usual))));
    }

    private static Optional<Duration> millis(RunPodRequest request, String name) {
        return Optional.ofNullable(request.query().get(name))
                .filter(value -> value.matches("\\d{1,12}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)));
    }

    private static RunPodResponse json(Endpoint endpoint, ObjectNode body) {
        if (endpoint.settings().manners().extraFields()) {
            body.put("somethingNew", true).set("more", Artefact.object().put("nested", 1));
        }
        return RunPodResponse.json(200, body);
    }
}
