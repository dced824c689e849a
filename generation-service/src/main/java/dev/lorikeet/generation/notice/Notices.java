package dev.lorikeet.generation.notice;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Ended;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.GenerationCommand.NotNotified;
import dev.lorikeet.generation.job.GenerationCommand.Notified;
import dev.lorikeet.generation.job.GenerationCommand.Notify;
import dev.lorikeet.generation.job.GenerationCommand.NotifyAgain;
import dev.lorikeet.generation.job.GenerationRefusal;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Notice;
import dev.lorikeet.generation.notice.Receivers.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The story of a notice. It is due when its job has ended, as work of the job that any instance may do. That it will be
 * sent is committed first, so that no attempt goes uncounted; then it is sent beside everything else, so that no
 * receiver holds up a job; then what came of it is committed. An attempt whose end nobody committed counts as lost, and
 * is made again: a receiver may hear twice, but is never forgotten in silence.
 */
public class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    /** For the commit after the answer, and clocks that differ. */
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Retry KEPT_AT_LAST = Retry.backoff(5, Duration.ofMillis(200))
            .filter(Unavailable.class::isInstance);

    private final Generations generations;
    private final Receivers receivers;
    private final NoticeLimits limits;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final Semaphore room;

    public Notices(Generations generations, Receivers receivers, NoticeLimits limits, InstantSource clock,
            MeterRegistry registry) {
        this.generations = generations;
        this.receivers = receivers;
        this.limits = limits;
        this.clock = clock;
        this.registry = registry;
        this.room = new Semaphore(limits.atOnce());
    }

    /** What is wrong with an address that an order names, if anything is. */
    public Optional<String> complaint(String address) {
        return CallbackAddress.complaint(address, limits);
    }

    /** For a job that is ordered now. */
    public Notice wanted(URI address) {
        return Notice.to(address, limits.attempts(), clock.instant());
    }

    /** What the receivers of a workspace know notices by, newest first; none where nobody has set one. */
    public List<String> secrets(WorkspaceId workspace) {
        return signing(workspace).stream().map(SigningSecret::text).toList();
    }

    private List<SigningSecret> signing(WorkspaceId workspace) {
        return limits.secrets().stream().map(master -> SigningSecret.of(workspace, master)).toList();
    }

    /** Once more, by somebody's wish; refused for a job that has not ended or has no notice. */
    public Mono<Outcome<Generation, GenerationRefusal>> again(GenerationId id) {
        return generations.send(id, new NotifyAgain(limits.attempts()));
    }

    /** The job's notice is due, or its attempt should have ended by now. Does not wait for receivers. */
    public Mono<Void> due(Ended ended) {
        var notice = ended.job().notice();
        if (notice == null) {
            return Mono.empty();
        }
        return switch (notice.standing()) {
            case Notice.Pending _ -> begun(ended, notice);
            case Notice.Sending _ -> generations.send(ended.job().id(), notTaken(ended.job().id(), notice.attempts(),
                    "Nobody knows whether it arrived: what sent it was stopped.", false)).then();
            case Notice.Delivered _,Notice.GivenUp _ -> Mono.empty();
        };
    }

    /** Where there is no room, somebody looks again soon. */
    private Mono<Void> begun(Ended ended, Notice notice) {
        if (!room.tryAcquire()) {
            return Mono.empty();
        }
        var handedOn = new AtomicBoolean();
        int attempt = notice.attempts() + 1;
        var until = clock.instant().plus(limits.time()).plus(MARGIN);
        return generations.send(ended.job().id(), new Notify(attempt, until))
                .filter(Outcome.Done.class::isInstance)
                .doOnNext(_ -> {
                    handedOn.set(true);
                    send(ended, notice.address(), attempt);
                })
                .doFinally(_ -> {
                    if (!handedOn.get()) {
                        room.release();
                    }
                })
                .then();
    }

    private void send(Ended ended, URI address, int attempt) {
        var id = ended.job().id();
        var secrets = signing(ended.job().workspace());
        Mono.defer(() -> secrets.isEmpty()
                ? Mono.just(new Answer.NotTaken("Nobody has set a secret that it could be signed with.", true))
                : receivers.tell(SignedNotice.of(ended, address, clock.instant(), secrets)))
                .flatMap(answer -> generations.send(id, meaning(id, attempt, answer)).retryWhen(KEPT_AT_LAST))
                .doFinally(_ -> room.release())
                .subscribe(_ -> {}, failure -> LOG.warn("What came of a notice of {} was not kept: {}", id.value(),
                        failure.toString()));
    }

    private GenerationCommand meaning(GenerationId id, int attempt, Answer answer) {
        return switch (answer) {
            case Answer.Taken() -> {
                count("delivered");
                yield new Notified(attempt);
            }
            case Answer.NotTaken(var reason, var forGood) -> notTaken(id, attempt, reason, forGood);
        };
    }

    private NotNotified notTaken(GenerationId id, int attempt, String reason, boolean forGood) {
        count("failed");
        return new NotNotified(attempt, reason, forGood ? Optional.empty() : Optional.of(next(id, attempt)));
    }

    private Instant next(GenerationId id, int attempt) {
        return clock.instant().plus(limits.after(attempt, id.value().hashCode() + attempt));
    }

    private void count(String outcome) {
        registry.counter("lorikeet.notices", "outcome", outcome).increment();
    }
}
