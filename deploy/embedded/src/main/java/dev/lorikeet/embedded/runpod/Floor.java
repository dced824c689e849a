package dev.lorikeet.embedded.runpod;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.lorikeet.embedded.runpod.Worker.State;
import tools.jackson.databind.JsonNode;

/** Where the jobs of an endpoint meet its workers. */
final class Floor {
    private static final Duration NOTICED_AFTER = Duration.ofSeconds(2);
    private static final int SLOWER = 10;
    private static final int PARTS = 4;

    private final Timeline timeline;
    private final JobTable jobs;
    private final Supplier<EndpointSettings> settings;
    private final Ends ends;
    private final Workers workers;
    private final Consumer<Assignment> assignments;
    private final Map<Attempt, Worker> busy = new HashMap<>();
    private final Map<String, Integer> executions = new HashMap<>();

    private record Attempt(String job, int number) {}

    Floor(Timeline timeline, JobTable jobs, Supplier<EndpointSettings> settings, Ends ends, Ids ids,
            Consumer<Assignment> assignments) {
        this.timeline = timeline;
        this.jobs = jobs;
        this.settings = settings;
        this.ends = ends;
        this.assignments = assignments;
        this.workers = new Workers(timeline, ids::worker, this::dispatch);
    }

    Workers workers() {
        return workers;
    }

    /** How often the work of a job was done, which its record does not tell. */
    int executions(String job) {
        return executions.getOrDefault(job, 0);
    }

    void dispatch() {
        var waiting = jobs.waiting().stream().filter(Floor::canStart).toList();
        for (var job : waiting) {
            var worker = workers.idle();
            if (worker.isPresent() && workers.count(State.RUNNING) < settings.get().pool().max()) {
                start(job, worker.get());
            }
        }
        workers.growFor(jobs.waiting().stream().filter(Floor::canStart).count(), settings.get().pool());
    }

    private static boolean canStart(Job job) {
        return !job.order().has(JobFault.NEVER_STARTS) && !job.order().has(JobFault.NEVER_PICKED_UP);
    }

    private void start(Job waiting, Worker worker) {
        var job = waiting.in(waiting.state().started(worker.id(), timeline.instant()));
        var attempt = new Attempt(job.id(), job.state().attempt());
        jobs.dequeue(job.id());
        jobs.put(job);
        worker.become(State.RUNNING);
        busy.put(attempt, worker);
        timeline.after(job.order().executionTimeout().plus(NOTICED_AFTER), () -> timeOut(attempt));
        if (vanishes(job)) {
            timeline.after(settings.get().times().workerTimeout(), () -> lose(attempt));
        } else if (!job.order().has(JobFault.EXCEEDS_TIMEOUT)) {
            work(job, attempt);
        }
    }

    private static boolean vanishes(Job job) {
        return job.order().isEmpty() || job.order().has(JobFault.WORKER_DIES_TWICE)
                || (job.order().has(JobFault.WORKER_DIES) && job.state().retries() == 0);
    }

    private void work(Job job, Attempt attempt) {
        var now = settings.get();
        var order = job.order();
        int pace = order.has(JobFault.SLOW) ? SLOWER : 1;
        var fault = order.faults().stream().filter(JobFault::decidesTheWork).sorted().findFirst();
        if (order.has(JobFault.CANCELLED_REMOTELY)) {
            timeline.after(now.times().execution().dividedBy(2), () -> cancel(attempt));
        }
        if (now.outside() && fault.isEmpty()) {
            assignments.accept(new Assignment(order.endpoint(), order.id(), attempt.number(), order.input(),
                    now, pace));
            return;
        }
        var outcome = fault.map(one -> now.personality().perform(one, order.input()))
                .orElseGet(() -> now.personality().perform(order.input(), now));
        pretend(attempt, outcome, now.times().execution().multipliedBy(pace));
    }

    private void pretend(Attempt attempt, Outcome outcome, Duration time) {
        for (int part = 1; part < PARTS; part++) {
            int percent = 100 * part / PARTS;
            timeline.after(time.multipliedBy(part).dividedBy(PARTS), () -> progress(attempt.job(), attempt.number(),
                    Artefact.object().put("phase", "sampling").put("percent", percent)));
        }
        if (outcome instanceof Outcome.Yielded(var chunks)) {
            for (int at = 0; at < chunks.size(); at++) {
                var chunk = chunks.get(at);
                timeline.after(time.multipliedBy(at + 1L).dividedBy(chunks.size() + 1L),
                        () -> emit(attempt.job(), attempt.number(), chunk));
            }
        }
        timeline.after(time, () -> finish(attempt.job(), attempt.number(), outcome));
    }

    void progress(String id, int attempt, JsonNode value) {
        running(id, attempt).ifPresent(job -> jobs.put(job.in(job.state().showing(value))));
    }

    void emit(String id, int attempt, JsonNode chunk) {
        running(id, attempt).ifPresent(job -> jobs.put(job.in(job.state().yielding(chunk))));
    }

    /** The worker is free again, whatever has become of the job meanwhile. */
    void finish(String id, int number, Outcome outcome) {
        var attempt = new Attempt(id, number);
        var worker = busy.remove(attempt);
        if (worker == null) {
            return;
        }
        executions.merge(id, 1, Integer::sum);
        running(id, number).ifPresent(job -> {
            if (job.order().has(JobFault.RUNS_TWICE) && job.state().retries() == 0) {
                jobs.enqueueFirst(job.in(job.state().redispatched(timeline.instant())));
                ends.tally().retried();
            } else {
                ends.worked(job, outcome, worker.id());
            }
        });
        workers.release(worker, settings.get().pool());
    }

    /** Exceeding the time stops the worker too, also one whose job was cancelled and that did not notice. */
    private void timeOut(Attempt attempt) {
        if (!busy.containsKey(attempt)) {
            return;
        }
        discard(attempt);
        running(attempt.job(), attempt.number())
                .ifPresent(job -> ends.end(job, JobStatus.FAILED, null, "executionTimeout exceeded"));
        dispatch();
    }

    private void lose(Attempt attempt) {
        discard(attempt);
        running(attempt.job(), attempt.number()).ifPresent(job -> {
            if (job.state().retries() > 0) {
                ends.end(job, JobStatus.FAILED, null, "job timed out after 1 retries");
            } else {
                jobs.enqueueFirst(job.in(job.state().redispatched(timeline.instant())));
                ends.tally().retried();
            }
        });
        dispatch();
    }

    private void cancel(Attempt attempt) {
        running(attempt.job(), attempt.number()).ifPresent(ends::cancel);
    }

    private void discard(Attempt attempt) {
        Optional.ofNullable(busy.remove(attempt)).ifPresent(workers::remove);
    }

    private Optional<Job> running(String id, int attempt) {
        return jobs.find(id).filter(job -> job.runs(attempt));
    }
}
