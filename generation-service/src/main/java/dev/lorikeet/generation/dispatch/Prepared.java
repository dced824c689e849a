package dev.lorikeet.generation.dispatch;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.generation.job.Failure;

/** What a waiting job turned out to be when it was its turn. */
sealed interface Prepared {

    /**
     * RunPod can be asked.
     *
     * @param request the body that RunPod gets
     * @param by until when it may be asked
     * @param forgottenAt when RunPod will have deleted whatever comes of it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Ready(byte[] request, Instant by, Instant forgottenAt) implements Prepared {}

    /** Something is still missing. */
    record NotYet(Duration pause, String reason) implements Prepared {}

    /** It cannot be sent any more. */
    record Never(Failure failure) implements Prepared {}
}
