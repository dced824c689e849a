package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All of RunPod that a client can see. Requests are answered at the instant of its clock, which only
 * {@link #advanceTo} moves; callbacks are values that whoever drives it delivers. The same seed and the same calls give
 * the same answers. Not for several threads at once.
 */
public final class RunPodCloud {
    private final Timeline timeline;
    private final Ids ids;
    private final Changes changes = new Changes();
    private final Webhooks webhooks;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final Requests requests;

    /**
     * @param apiKey the one key that is let in; null for any
     * @param unknown what an endpoint is like that is used without having been created; empty for 404
     */
    public RunPodCloud(Instant start, long seed, @Nullable String apiKey,
            Function<String, Optional<EndpointSettings>> unknown) {
        this.timeline = new Timeline(start);
        this.ids = new Ids(new SplittableRandom(seed));
        this.webhooks = new Webhooks(ids, changes);
        this.requests = new Requests(timeline, apiKey,
                id -> Optional.ofNullable(endpoints.get(id)).or(() -> unknown.apply(id).map(it -> create(id, it))));
    }

    /** With any key, and only with the endpoints that are created. */
    public RunPodCloud(Instant start, long seed) {
        this(start, seed, null, _ -> Optional.empty());
    }

    /** Creates it, or changes its settings from now on. */
    public void endpoint(String id, EndpointSettings settings) {
        var known = endpoints.get(id);
        if (known == null) {
            create(id, settings);
        } else {
            known.change(settings);
        }
    }

    private Endpoint create(String id, EndpointSettings settings) {
        return endpoints.computeIfAbsent(id,
                _ -> new Endpoint(id, settings, timeline, ids, changes, webhooks, assignments::add));
    }

    public Optional<EndpointSettings> settings(String endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint)).map(Endpoint::settings);
    }

    public Collection<String> endpoints() {
        return List.copyOf(endpoints.keySet());
    }

    public Faults faults(String endpoint) {
        return known(endpoint).faults();
    }

    public void limit(String endpoint, Operation operation, int requestsInTenSeconds) {
        known(endpoint).buckets().limit(operation, requestsInTenSeconds);
    }

    public RunPodResponse handle(RunPodRequest request) {
        return requests.handle(request);
    }

    public RunPodResponse run(String endpoint, @Nullable String authorization, byte[] body) {
        return handle(RunPodRequest.post("/v2/" + endpoint + "/run", authorization, body));
    }

    public RunPodResponse status(String endpoint, @Nullable String authorization, String job) {
        return handle(RunPodRequest.get("/v2/" + endpoint + "/status/" + job, authorization));
    }

    public RunPodResponse stream(String endpoint, @Nullable String authorization, String job) {
        return handle(RunPodRequest.get("/v2/" + endpoint + "/stream/" + job, authorization));
    }

    public RunPodResponse cancel(String endpoint, @Nullable String authorization, String job) {
        return handle(RunPodRequest.post("/v2/" + endpoint + "/cancel/" + job, authorization, new byte[0]));
    }

    public RunPodResponse retry(String endpoint, @Nullable String authorization, String job) {
        return handle(RunPodRequest.post("/v2/" + endpoint + "/retry/" + job, authorization, new byte[0]));
    }

    public RunPodResponse purge(String endpoint, @Nullable String authorization) {
        return handle(RunPodRequest.post("/v2/" + endpoint + "/purge-queue", authorization, new byte[0]));
    }

    public RunPodResponse health(String endpoint, @Nullable String authorization) {
        return handle(RunPodRequest.get("/v2/" + endpoint + "/health", authorization));
    }

    public Instant now() {
        return timeline.instant();
    }

    /** When something happens next by itself, or a callback is due. */
    public Optional<Instant> next() {
        return Stream.concat(timeline.next().stream(), webhooks.next().stream()).min(Instant::compareTo);
    }

    /** Everything up to then happens; a time in the past changes nothing. */
    public void advanceTo(Instant instant) {
        timeline.advanceTo(instant);
    }

    public void advance(Duration time) {
        advanceTo(now().plus(time));
    }

    /** The callbacks to send now. Each is given out once; one that is not answered well comes back later. */
    public List<WebhookDelivery> dueWebhooks() {
        return webhooks.takeDue(now());
    }

    public void webhookAnswered(WebhookDelivery delivery, boolean accepted) {
        if (accepted) {
            webhooks.forget(delivery.id());
        }
    }

    /** What has to be done outside, each given out once. */
    public List<Assignment> takeAssignments() {
        var taken = List.copyOf(assignments);
        assignments.clear();
        return taken;
    }

    /** Shown as the job's output while it runs. */
    public void progress(Assignment assignment, JsonNode value) {
        known(assignment.endpoint()).floor().progress(assignment.job(), assignment.attempt(), value);
    }

    public void finish(Assignment assignment, Outcome outcome) {
        known(assignment.endpoint()).floor().finish(assignment.job(), assignment.attempt(), outcome);
    }

    /** Whether somebody still waits for it. */
    public boolean isWanted(Assignment assignment) {
        return job(assignment.job()).filter(job -> job.runs(assignment.attempt())).isPresent();
    }

    /** The job as it is, however the endpoint shows it. */
    public Optional<Job> job(String id) {
        return endpoints.values().stream().flatMap(one -> one.jobs().find(id).stream()).findFirst();
    }

    public List<Job> jobs() {
        return endpoints.values().stream().flatMap(one -> one.jobs().all()).toList();
    }

    /** How often the work of a job was really done. */
    public int executions(String job) {
        return endpoints.values().stream().mapToInt(one -> one.floor().executions(job)).sum();
    }

    /** What has to be written down since the last time. */
    public List<Change> takeChanges() {
        return changes.take(id -> new Change.OfJob(id, kept(id)), id -> new Change.OfWebhook(id, webhooks.find(id)));
    }

    /** Before anything else, with what was written down before a kill. */
    public void restore(List<Job> jobs, List<PendingWebhook> pending) {
        pending.forEach(webhooks::put);
        for (var job : jobs) {
            requests.endpoint(job.order().endpoint()).ifPresent(endpoint -> endpoint.restore(job));
        }
        endpoints.values().forEach(endpoint -> endpoint.floor().dispatch());
    }

    private Optional<Job> kept(String id) {
        return endpoints.values().stream().flatMap(one -> one.jobs().kept(id).stream()).findFirst();
    }

    private Endpoint known(String id) {
        return requests.endpoint(id)
                .orElseThrow(() -> new IllegalArgumentException("There is no endpoint " + id + "; create it first."));
    }
}
