package dev.lorikeet.simulation.saga;

import dev.lorikeet.delivery.DocumentStore;
import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.storage.objects.ObjectStore;

/** A wrong protocol: some boundary of some process does what it must not. This one does everything right. */
class Mutant {
    /** Each collection as the process reaches it, before anything can fail. */
    DocumentStore documents(World world, String service, DocumentStore documents) {
        return documents;
    }

    /** The log itself, before anything can fail. */
    EventLog engine(World world, EventLog engine) {
        return engine;
    }

    /** The log with its faults already in it. */
    EventLog log(World world, String service, EventLog log) {
        return log;
    }

    ObjectStore objects(World world, ObjectStore objects) {
        return objects;
    }

    JobBucket jobBucket(World world, JobBucket bucket) {
        return bucket;
    }

    RunPod runPod(World world, RunPod runPod) {
        return runPod;
    }
}
