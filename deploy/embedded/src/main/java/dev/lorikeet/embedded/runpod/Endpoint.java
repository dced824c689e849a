package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import dev.lorikeet.embedded.runpod.Worker.State;
import tools.jackson.databind.JsonNode;

/** One endpoint: its jobs, its workers, and what goes wrong there. */
final class Endpoint {
    private final String id;
    private final Timeline timeline;
    private final Ids ids;
    private final JobTable jobs;
    private final Ends ends;
    private final Floor floor;
    private final Faults faults;
    private final RateBuckets buckets = new RateBuckets();
    private EndpointSettings settings;
    private long ordinals;

    Endpoint(String id, EndpointSettings settings, Timeline timeline, Ids ids, Changes changes, Webhooks webhooks,
            Consumer<Assignment> assignments) {
        this.id = id;
        this.settings = settings;
        this.timeline = timeline;
        this.ids = ids;
        this.jobs = new JobTable(changes);
        this.ends = new Ends(timeline, jobs, this::settings, webhooks);
        this.floor = new Floor(timeline, jobs, this::settings, ends, ids, assignments);
        this.faults = new Faults(timeline);
    }

    EndpointSettings settings() {
        return settings;
    }

    void change(EndpointSettings changed) {
        settings = changed;
        floor.dispatch();
    }

    Faults faults() {
        return faults;
    }

    RateBuckets buckets() {
        return buckets;
    }

    JobTable jobs() {
        return jobs;
    }

    Floor floor() {
        return floor;
    }

    Job submit(Submission submission, boolean sync) {
        long ordinal = ++ordinals;
        var order = new JobOrder(ids.job(sync), id, ordinal, sync, submission.input(), submission.webhook(),
                submission.executionTimeout(), submission.ttl(), timeline.instant(),
                faults.ofJob(ordinal, submission.input()));
        var job = new Job(order, JobState.queued(timeline.instant()));
        if (!order.has(JobFault.LOST)) {
            wait(job);
            floor.dispatch();
        }
        return job;
    }

    private void wait(Job job) {
        var order = job.order();
        jobs.enqueue(job);
        timeline.at(order.submitted().plus(order.ttl()), () -> jobs.remove(order.id()));
        awaitPickUp(job);
    }

    private void awaitPickUp(Job job) {
        var within = job.order().has(JobFault.NEVER_PICKED_UP)
                ? settings.times().execution()
                : settings.times().pickUp();
        timeline.after(within, () -> jobs.find(job.id()).filter(job::equals).ifPresent(waiting -> {
            jobs.dequeue(waiting.id());
            ends.end(waiting, JobStatus.TIMED_OUT, null, null);
        }));
    }

    /** As RunPod finds it, which for new jobs can take a while. */
    Optional<Job> find(String job, Instant now) {
        return jobs.find(job).filter(found -> {
            var hidden = found.order().has(JobFault.HIDDEN_AT_FIRST)
                    ? settings.times().hidden().plus(Duration.ofSeconds(10))
                    : settings.times().hidden();
            return !now.isBefore(found.order().submitted().plus(hidden));
        });
    }

    /** The state it has then; a job that has ended keeps its own. */
    Job cancel(Job job) {
        if (job.state().status().ended()) {
            return job;
        }
        ends.cancel(job);
        return jobs.find(job.id()).orElse(job);
    }

    /** Only after a failure. */
    Optional<Job> retry(Job job) {
        var status = job.state().status();
        if (status != JobStatus.FAILED && status != JobStatus.TIMED_OUT) {
            return Optional.empty();
        }
        var again = job.in(job.state().again(timeline.instant()));
        jobs.enqueue(again);
        awaitPickUp(again);
        floor.dispatch();
        return jobs.find(job.id());
    }

    Job drain(Job job) {
        if (!job.state().chunks().isEmpty()) {
            jobs.put(job.in(job.state().drained()));
        }
        return job;
    }

    void changeTtl(Job job, Duration ttl) {
        timeline.after(ttl, () -> jobs.remove(job.id()));
    }

    JsonNode purge() {
        var waiting = jobs.waiting();
        waiting.forEach(job -> jobs.remove(job.id()));
        return Artefact.object().put("removed", waiting.size()).put("status", "completed");
    }

    JsonNode health() {
        var workers = floor.workers();
        var tally = ends.tally();
        var counted = Artefact.object()
                .put("completed", tally.completed())
                .put("failed", tally.failed())
                .put("inProgress", jobs.count(JobStatus.IN_PROGRESS))
                .put("inQueue", jobs.count(JobStatus.IN_QUEUE))
                .put("retried", tally.retries());
        long stuck = jobs.waiting().stream().filter(job -> job.order().has(JobFault.NEVER_STARTS)).count();
        var gauges = Artefact.object()
                .put("idle", workers.count(State.IDLE))
                .put("initializing", workers.count(State.INITIALIZING))
                .put("ready", workers.count(State.IDLE) + workers.count(State.RUNNING))
                .put("running", workers.count(State.RUNNING))
                .put("throttled", Math.min(stuck, (long) settings.pool().max() - workers.size()))
                .put("unhealthy", workers.count(State.UNHEALTHY));
        var health = Artefact.object();
        health.set("jobs", counted);
        health.set("workers", gauges);
        return health;
    }

    /** After a restart: its workers are gone, so what ran is dispatched again. */
    void restore(Job job) {
        ordinals = Math.max(ordinals, job.order().ordinal());
        var now = timeline.instant();
        var state = job.state();
        if (state.status() == JobStatus.IN_QUEUE) {
            wait(job);
        } else if (state.endedAt() == null) {
            wait(job.in(state.redispatched(now)));
            ends.tally().retried();
        } else {
            jobs.put(job);
            var left = Duration.between(now, state.endedAt().plus(ends.retention(job.order())));
            ends.keepFor(job, left.isNegative() ? Duration.ZERO : left);
        }
    }
}
