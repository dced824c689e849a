package dev.lorikeet.embedded.runpod;

/** What an endpoint has done so far. */
final class Tally {
    private long completed;
    private long failed;
    private long retried;

    void ended(JobStatus as) {
        switch (as) {
            case COMPLETED -> completed++;
            case FAILED, TIMED_OUT -> failed++;
            case IN_QUEUE, IN_PROGRESS, CANCELLED -> {}
        }
    }

    void retried() {
        retried++;
    }

    long completed() {
        return completed;
    }

    long failed() {
        return failed;
    }

    long retries() {
        return retried;
    }
}
