package dev.lorikeet.generation.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Sha256;
import org.jspecify.annotations.Nullable;

/** Everything that can be said to a job. */
public sealed interface GenerationCommand {

    record Request(Job job, Instant giveUpAt) implements GenerationCommand {}

    /** A person wants it no more. */
    record Cancel() implements GenerationCommand {}

    /** It has to wait for something that is not a worker. */
    record Hold(Instant until, String reason) implements GenerationCommand {}

    /** A LoRA that it needs is not there any more. */
    record LoseLora(LoraId lora, String reason) implements GenerationCommand {}

    /** Nobody took it in time. */
    record GiveUp(String reason) implements GenerationCommand {}

    /** It cannot be sent at all, as it is. */
    record Reject(Failure failure) implements GenerationCommand {}

    /**
     * RunPod will be asked.
     *
     * @param attempt the number it was prepared for; if another came between, what was prepared is not what it is now
     * @param by until when this may begin; whoever stood still for longer would have it forgotten too early
     */
    record Submit(int attempt, Sha256 secret, Instant by, Instant forgottenAt) implements GenerationCommand {}

    /** About one attempt; means nothing to another one. */
    sealed interface OfAttempt extends GenerationCommand {
        int attempt();
    }

    /**
     * RunPod was provably not asked, or answered that it takes no more for now: nothing happened.
     *
     * @param why and what the job fails with if that lasts for as long as it may wait
     */
    record PutBack(int attempt, Instant until, Failure why) implements OfAttempt {}

    /** RunPod has it, and says what it calls it; or it calls us back, which tells the same. */
    record Accepted(int attempt, String remoteJob, Instant lookAt) implements OfAttempt {}

    /** RunPod says how it is. */
    record Seen(int attempt, String remoteJob, RemoteProgress progress, Instant lookAt) implements OfAttempt {}

    /** RunPod does not say, and will be asked again. */
    record Unseen(int attempt, Instant lookAt) implements OfAttempt {}

    /**
     * The attempt came to nothing.
     *
     * @param most how many attempts may come to nothing in the ways that another one may mend
     * @param otherwise what to do with the LoRAs instead, where the person allowed it and the failure is of that kind
     */
    record Fail(int attempt, Failure failure, int most, Instant readyAt, Instant giveUpAt,
            Optional<Adjusted> otherwise) implements OfAttempt {}

    /** The order without what a worker could not do, and how it differs. */
    record Adjusted(Order order, List<String> how) {
        private static final int LONGEST = 480;

        public Adjusted {
            how = how.stream().map(Adjusted::cut).toList();
        }

        private static String cut(String sentence) {
            return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "…";
        }
    }

    /** About the notice of a job that has ended. */
    sealed interface OfNotice extends GenerationCommand {}

    /**
     * It will be sent.
     *
     * @param until when the attempt counts as lost
     */
    record Notify(int attempt, Instant until) implements OfNotice {}

    /** It was taken. */
    record Notified(int attempt) implements OfNotice {}

    /**
     * It was not taken, as far as anybody knows.
     *
     * @param again when it is worth another attempt; empty if it is worth none
     */
    record NotNotified(int attempt, String reason, Optional<Instant> again) implements OfNotice {}

    /**
     * A person wants it to be sent once more.
     *
     * @param more attempts that this may take
     */
    record NotifyAgain(int more) implements OfNotice {}

    /** The video is in our bucket. */
    record Finish(int attempt, String remoteJob, Video video, @Nullable String worker, @Nullable Long delayMillis,
            @Nullable Long executionMillis) implements OfAttempt {}
}
