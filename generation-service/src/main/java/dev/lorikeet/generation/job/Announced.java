package dev.lorikeet.generation.job;

import dev.lorikeet.event.GenerationEvent;
import dev.lorikeet.event.GenerationEvent.GenerationCancelled;
import dev.lorikeet.event.GenerationEvent.GenerationDispatched;
import dev.lorikeet.event.GenerationEvent.GenerationFailed;
import dev.lorikeet.event.GenerationEvent.GenerationProgressed;
import dev.lorikeet.event.GenerationEvent.GenerationSucceeded;
import dev.lorikeet.event.Reason;
import dev.lorikeet.generation.job.Generation.Cancelled;
import dev.lorikeet.generation.job.Generation.Failed;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Succeeded;

/** What others are told of each state. */
final class Announced {
    private static final int LONGEST_STAGE = 200;

    private Announced() {}

    static GenerationEvent dispatched(Running running) {
        var job = running.job();
        return new GenerationDispatched(job.id(), job.workspace(), job.inputs(), running.attempt().number(),
                running.remoteJob(), running.heardAt());
    }

    static GenerationEvent progressed(Running running) {
        var job = running.job();
        var stage = running.progress().stage();
        return new GenerationProgressed(job.id(), job.workspace(), job.inputs(), running.attempt().number(),
                running.progress().percent(),
                stage == null || stage.length() <= LONGEST_STAGE ? stage : stage.substring(0, LONGEST_STAGE));
    }

    static GenerationEvent succeeded(Succeeded succeeded) {
        var job = succeeded.job();
        return new GenerationSucceeded(job.id(), job.workspace(), job.inputs(), succeeded.attempt().number(),
                succeeded.video().key(), job.adjustments(), succeeded.finishedAt());
    }

    static GenerationEvent failed(Failed failed) {
        var job = failed.job();
        return new GenerationFailed(job.id(), job.workspace(), job.inputs(), failed.attempt(),
                new Reason(failed.failure().code().name(), failed.failure().message()), failed.finishedAt());
    }

    static GenerationEvent cancelled(Cancelled cancelled) {
        var job = cancelled.job();
        return new GenerationCancelled(job.id(), job.workspace(), job.inputs(), cancelled.attempt(),
                cancelled.finishedAt());
    }
}
