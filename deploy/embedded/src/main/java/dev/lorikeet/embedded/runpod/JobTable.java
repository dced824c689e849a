package dev.lorikeet.embedded.runpod;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The jobs of an endpoint, and those of them that wait, in their order. */
final class JobTable {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Job> shown = new HashMap<>();
    private final Deque<String> queue = new ArrayDeque<>();
    private final Changes changes;

    JobTable(Changes changes) {
        this.changes = changes;
    }

    Optional<Job> find(String id) {
        return kept(id).map(job -> shown.getOrDefault(id, job));
    }

    /** As it is written down, whatever is shown of it for the moment. */
    Optional<Job> kept(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Stream<Job> all() {
        return jobs.values().stream().map(job -> shown.getOrDefault(job.id(), job));
    }

    void put(Job job) {
        shown.remove(job.id());
        jobs.put(job.id(), job);
        changes.touchedJob(job.id());
    }

    /** For a while only: what is written down stays what it was. */
    void show(Job job) {
        shown.put(job.id(), job);
    }

    void enqueue(Job job) {
        put(job);
        queue.add(job.id());
    }

    /** What a worker dropped does not wait for the others again. */
    void enqueueFirst(Job job) {
        put(job);
        queue.push(job.id());
    }

    void dequeue(String id) {
        queue.remove(id);
    }

    List<Job> waiting() {
        var waiting = new ArrayList<Job>();
        queue.forEach(id -> find(id).ifPresent(waiting::add));
        return waiting;
    }

    void remove(String id) {
        queue.remove(id);
        shown.remove(id);
        if (jobs.remove(id) != null) {
            changes.touchedJob(id);
        }
    }

    long count(JobStatus status) {
        return all().filter(job -> job.state().status() == status).count();
    }
}
