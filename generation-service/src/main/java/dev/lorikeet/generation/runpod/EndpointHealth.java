package dev.lorikeet.generation.runpod;

/** How an endpoint says that it is; every number may be missing there, and is 0 then. */
public record EndpointHealth(int jobsInQueue, int jobsInProgress, Workers workers) {

    public record Workers(int idle, int initializing, int ready, int running, int throttled, int unhealthy) {
        int all() {
            return idle + initializing + ready + running + throttled + unhealthy;
        }
    }

    /** Why a job waits, in a sentence for a person. */
    public String reason() {
        if (workers.unhealthy() > 0) {
            return "The endpoint's workers crash at start (" + workers.unhealthy()
                    + " unhealthy). Its operator has to read their logs.";
        }
        if (workers.all() == 0) {
            return "The endpoint has no workers now: it scales up from zero, or RunPod has no free GPU of its kind.";
        }
        if (workers.throttled() > 0 && workers.ready() == 0 && workers.running() == 0) {
            return "RunPod has no free GPU for the endpoint now (" + workers.throttled() + " workers throttled).";
        }
        if (workers.initializing() > 0 && workers.ready() == 0 && workers.running() == 0) {
            return "A worker is starting: it loads its image and the model.";
        }
        return "All workers are busy; " + jobsInQueue + " jobs wait at the endpoint.";
    }

    /** Whether a job that RunPod does not know yet may only be late, because the endpoint is just waking up. */
    public boolean isWakingUp() {
        return workers.initializing() > 0 && workers.ready() == 0;
    }
}
