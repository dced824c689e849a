package dev.lorikeet.generation.dispatch;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.InMemoryDocumentStore;
import dev.lorikeet.generation.job.Generations;

final class InMemoryWaitingJobsTest extends WaitingJobsContract {
    private final DocumentStore jobs = new InMemoryDocumentStore(Generations.COLLECTION);
    private final WaitingJobs waiting = new InMemoryWaitingJobs(jobs, MOST);

    @Override
    WaitingJobs waiting() {
        return waiting;
    }

    @Override
    DocumentStore jobs() {
        return jobs;
    }
}
