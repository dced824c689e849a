package dev.lorikeet.generation.dispatch;

import java.time.InstantSource;
import java.util.Optional;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.generation.job.Attempt;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Cancelling;
import dev.lorikeet.generation.job.Generation.Running;
import dev.lorikeet.generation.job.Generation.Submitting;
import dev.lorikeet.generation.job.Generation.Succeeded;
import dev.lorikeet.generation.job.GenerationCommand.Accepted;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.runpod.RunPod;
import dev.lorikeet.trace.Step;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What RunPod calls us with is a hint: it tells that it is time to look, and, where our question's answer was lost, what
 * the job is called. Nothing else of it is believed.
 */
@Component
public class Callbacks {
    private final Generations generations;
    private final Settling settling;
    private final RunPod runPod;
    private final InstantSource clock;

    Callbacks(Generations generations, Settling settling, RunPod runPod, InstantSource clock) {
        this.generations = generations;
        this.settling = settling;
        this.runPod = runPod;
        this.clock = clock;
    }

    /**
     * Whether the token is one of ours; for a job that has its video it still is, and changes nothing.
     *
     * @param remoteJob what RunPod calls the job, empty if it did not say
     */
    public Mono<Boolean> called(String token, String remoteJob) {
        return proven(token)
                .flatMap(proven -> heard(proven.state(), proven.attempt(), remoteJob)
                        // RunPod calls in a trace of its own; what comes of it belongs to the job's.
                        .contextWrite(Step::leave)
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    /** The same, without a word of what came with the token: that is not read before. */
    public Mono<Boolean> isOurs(String token) {
        return proven(token).hasElement();
    }

    private record Proven(Generation state, Attempt attempt) {}

    private Mono<Proven> proven(String token) {
        return Mono.justOrEmpty(CallbackToken.read(token))
                .flatMap(read -> generations.find(read.job())
                        .flatMap(found -> Mono.justOrEmpty(attempt(found.state()))
                                .filter(attempt -> attempt.number() == read.attempt() && read.proves(attempt.secret()))
                                .map(attempt -> new Proven(found.state(), attempt))));
    }

    private static Optional<Attempt> attempt(Generation state) {
        return switch (state) {
            case Submitting submitting -> Optional.of(submitting.attempt());
            case Running running -> Optional.of(running.attempt());
            case Cancelling cancelling -> Optional.of(cancelling.attempt());
            case Succeeded succeeded -> Optional.of(succeeded.attempt());
            case Generation.None _,Generation.Queued _,Generation.Failed _,Generation.Cancelled _ -> Optional.empty();
        };
    }

    private Mono<?> heard(Generation state, Attempt attempt, String remoteJob) {
        if (remoteJob.isEmpty() || !(state instanceof Generation.Known known)) {
            return Mono.empty();
        }
        return settling.send(known.job().id(), new Accepted(attempt.number(), remoteJob, clock.instant()))
                .flatMap(outcome -> outcome instanceof Outcome.Refused && !isTheOne(state, remoteJob)
                        ? oneTooMany(known.job(), remoteJob)
                        : Mono.empty());
    }

    private static boolean isTheOne(Generation state, String remoteJob) {
        return state instanceof Succeeded succeeded && succeeded.remoteJob().equals(remoteJob);
    }

    /** At most one job of ours may cost GPU time for one request. */
    private Mono<?> oneTooMany(Job job, String remoteJob) {
        return runPod.cancel(job.endpoint(), remoteJob);
    }
}
