package dev.lorikeet.embedded.runpod;

/** What was submitted, and where it is: all that has to be kept of a job. */
public record Job(JobOrder order, JobState state) {
    public String id() {
        return order.id();
    }

    Job in(JobState next) {
        return new Job(order, next);
    }

    /** Whether this attempt is still the one that counts. */
    boolean runs(int attempt) {
        return state.status() == JobStatus.IN_PROGRESS && state.attempt() == attempt && state.endedAt() == null;
    }
}
