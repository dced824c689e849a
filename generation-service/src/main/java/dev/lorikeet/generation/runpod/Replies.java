package dev.lorikeet.generation.runpod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;

/** What RunPod's answers mean, however they came here. */
final class Replies {
    static final Duration SOON = Duration.ofSeconds(2);
    /** What an id may look like, and a part of an address. */
    static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_QUOTE = 300;

    private Replies() {}

    static boolean isGood(Reply reply) {
        return reply.status() >= OK && reply.status() < REDIRECTION;
    }

    /** Throws what is no answer to the question. */
    static Reply demandAnswer(Reply reply) {
        if (reply.isFaultOfRunPod() || reply.isTooMany() || reply.isUnauthorized()) {
            reply.discard();
            throw BadReply.of(reply);
        }
        return reply;
    }

    static Submitted submitted(Reply reply) {
        var answer = understood(reply);
        reply.discard();
        return answer;
    }

    private static Submitted understood(Reply reply) {
        if (isGood(reply)) {
            return JobJson.read(reply)
                    .filter(job -> WORD.matcher(job.id()).matches())
                    .<Submitted>map(job -> new Submitted.Accepted(job.id()))
                    .orElseGet(() -> new Submitted.Ambiguous("RunPod's answer could not be read"));
        }
        return new Submitted.Refused(refusal(reply));
    }

    private static Failure refusal(Reply reply) {
        var text = Discreet.of(new String(reply.body(), StandardCharsets.UTF_8));
        if (reply.status() == NOT_FOUND) {
            return noEndpoint();
        }
        if (text.contains("exceeded max body size")) {
            return Failure.of(FailureCode.PAYLOAD_TOO_LARGE,
                    "The request is larger than RunPod takes. A smaller picture helps.");
        }
        return Failure.of(FailureCode.REJECTED, "RunPod refused the request with " + reply.status() + ": "
                + text.substring(0, Math.min(LONGEST_QUOTE, text.length())));
    }

    static Failure noEndpoint() {
        return Failure.of(FailureCode.ENDPOINT_NOT_FOUND, "RunPod has no such endpoint. Its operator has to correct the"
                + " model's configuration.");
    }

    static Submitted notSubmitted(BadReply bad, Duration refusedFor) {
        return switch (bad.kind()) {
            case NOT_SENT -> notTaken("RunPod cannot be reached", SOON);
            case TOO_MANY -> notTaken("RunPod takes no more requests for now", pause(bad));
            case UNAUTHORIZED -> keyRefused(refusedFor);
            case UNCLEAR, TOO_LARGE -> new Submitted.Ambiguous(String.valueOf(bad.getMessage()));
        };
    }

    static Submitted.NotTaken notTaken(String reason, Duration retryAfter) {
        return new Submitted.NotTaken(Failure.of(FailureCode.NO_CAPACITY, reason + "."), retryAfter);
    }

    /** It is no fault of the job, and passes when somebody sets another key. */
    static Submitted.NotTaken keyRefused(Duration refusedFor) {
        return new Submitted.NotTaken(
                Failure.of(FailureCode.AUTH, "RunPod does not accept our key. The operator of this"
                        + " service has to set another one."),
                refusedFor);
    }

    /** Whoever gets it discards the output that may come with it; nothing else keeps the answer's file. */
    static Sighting sighting(Reply reply) {
        var sighting = read(reply);
        if (!(sighting instanceof Sighting.Found(var job) && job.output() instanceof Output.OnDisk)) {
            reply.discard();
        }
        return sighting;
    }

    private static Sighting read(Reply reply) {
        if (reply.status() == NOT_FOUND) {
            return new Sighting.NotFound();
        }
        return isGood(reply)
                ? JobJson.read(reply)
                        .<Sighting>map(Sighting.Found::new)
                        .orElseGet(() -> new Sighting.Later("RunPod's answer could not be read", SOON))
                : new Sighting.Later("RunPod answered " + reply.status(), SOON);
    }

    static Sighting notSeen(BadReply bad) {
        if (bad.kind() == BadReply.Kind.TOO_LARGE) {
            return new Sighting.Refused(Failure.of(FailureCode.OUTPUT_INVALID, bad.getMessage()
                    + ". Fewer frames or a smaller size help, or a worker that stores its videos in a bucket."));
        }
        return new Sighting.Later(String.valueOf(bad.getMessage()), pause(bad));
    }

    private static Duration pause(BadReply bad) {
        return Objects.requireNonNullElse(bad.retryAfter(), SOON);
    }
}
