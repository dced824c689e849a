package dev.lorikeet.lora.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.delivery.Ids;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.LoraEvent.LoraSaveFailed;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.bucket.UploadStore.Completion;
import dev.lorikeet.lora.bucket.UploadStore.PartTag;
import dev.lorikeet.lora.bucket.UploadStore.SignedPart;
import dev.lorikeet.lora.bucket.UploadStore.StoredPart;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Lora.Identity;
import dev.lorikeet.lora.lifecycle.Lora.Uploading;
import dev.lorikeet.lora.lifecycle.LoraCommand;
import dev.lorikeet.lora.lifecycle.LoraCommand.Abandon;
import dev.lorikeet.lora.lifecycle.LoraCommand.Complete;
import dev.lorikeet.lora.lifecycle.LoraCommand.CompleteStreamed;
import dev.lorikeet.lora.lifecycle.LoraCommand.Expire;
import dev.lorikeet.lora.lifecycle.LoraCommand.Fail;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfObject;
import dev.lorikeet.lora.lifecycle.LoraCommand.Start;
import dev.lorikeet.lora.lifecycle.LoraRefusal;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.web.LoraProblem;
import dev.lorikeet.lora.workspace.Workspaces;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The story of an upload: a ticket is issued, the client stores the bytes and says so, storage-worker proves or refuses
 * them, and the LoRA is ready or rejected. Or it is given up, or its ticket expires.
 */
@Component
public class LoraUploads {
    /** By the hour, so that looking for objects nobody claims costs what was uploaded, not what is stored. */
    private static final DateTimeFormatter BY_HOUR = DateTimeFormatter.ofPattern("yyyyMMdd/HH", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private final Loras loras;
    private final Workspaces workspaces;
    private final UploadStore bucket;
    private final UploadLimits limits;
    private final UploadMeters meters;
    private final Delivery delivery;
    private final InstantSource clock;
    private final Ids ids;

    public LoraUploads(Loras loras, Workspaces workspaces, UploadStore bucket, UploadLimits limits,
            UploadMeters meters, Delivery delivery, InstantSource clock, Ids ids) {
        this.loras = loras;
        this.workspaces = workspaces;
        this.bucket = bucket;
        this.limits = limits;
        this.meters = meters;
        this.delivery = delivery;
        this.clock = clock;
        this.ids = ids;
    }

    /** What S3 has of a file, and what is left to send. */
    public record Progress(UploadPlan plan, List<StoredPart> uploaded, Instant expiresAt) {}

    /** Room first, then the record, then the URLs: what a crash leaves of the room is given back by a sweep. */
    public Mono<Ticket> start(TicketRequest request) {
        return started(request, limits.plan(request.size())).map(this::ticketOf);
    }

    /** For a client that streams through us, and whose file may turn out to be smaller than it could say. */
    Mono<Uploading> startStreamed(TicketRequest request) {
        return started(request, limits.streamed(request.size())).flatMap(lora -> lora instanceof Uploading uploading
                ? Mono.just(uploading)
                : Mono.error(Refused.because(LoraProblem.WRONG_STATE)));
    }

    /** For a file that we fetch ourselves, in small parts; nobody gets URLs for it. */
    public Mono<Lora.Known> startImport(TicketRequest request) {
        return started(request, limits.streamed(request.size())).doOnNext(this::demandUnended);
    }

    private Mono<Lora.Known> started(TicketRequest request, UploadPlan plan) {
        return Mono.defer(() -> {
            var now = momentOfItsOwn();
            var lora = request.lora().orElseGet(() -> new LoraId(ids.next()));
            var fresh = Mono.defer(() -> issued(lora, request, plan, now));
            return request.lora().isEmpty()
                    ? fresh
                    : saving(loras.find(lora))
                            .flatMap(_ -> repeated(lora, request, plan, now))
                            .switchIfEmpty(fresh);
        });
    }

    /**
     * By it a request knows what it made from what another one made with the same key. Two of them may begin within what a
     * clock can tell, when a process comes back that stood still.
     */
    private Instant momentOfItsOwn() {
        int chance = Math.floorMod(ids.next().hashCode(), NANOS_OF_A_MILLISECOND);
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).plusNanos(chance);
    }

    /** The life cycle knows whether it is the same request; then the answer is what the first one made. */
    private Mono<Lora.Known> repeated(LoraId lora, TicketRequest request, UploadPlan plan, Instant now) {
        var identity = identity(lora, request, null, now);
        return saving(loras.send(lora, start(identity, request, plan, request.description().name())))
                .flatMap(Loras::known);
    }

    private Mono<Lora.Known> issued(LoraId lora, TicketRequest request, UploadPlan plan, Instant now) {
        return saving(workspaces.reserve(request.workspace(), lora, request.size(), now))
                .then(Mono.defer(() -> begun(lora, request, plan, now)))
                .flatMap(identity -> saving(loras.sendNamed(lora, request.workspace(), request.description().name(),
                        name -> start(identity, request, plan, name)))
                        .flatMap(outcome -> isOf(identity, outcome)
                                ? Mono.just(outcome)
                                : forget(identity).thenReturn(outcome)))
                .flatMap(Loras::known)
                .doOnNext(_ -> meters.ticket(plan.strategy()));
    }

    private Start start(Identity identity, TicketRequest request, UploadPlan plan, String name) {
        return new Start(identity, request.named(name), plan.partSize(), identity.createdAt().plus(limits.ticket()));
    }

    /** There is no record yet that would expire, so a failure here gives the room back by itself. */
    private Mono<Identity> begun(LoraId lora, TicketRequest request, UploadPlan plan, Instant now) {
        var whole = identity(lora, request, null, now);
        if (plan.strategy() == Strategy.SINGLE) {
            return Mono.just(whole);
        }
        return storing(bucket.begin(whole.expected().key()))
                .map(uploadId -> identity(lora, request, uploadId, now))
                .onErrorResume(failure -> workspaces.cancel(whole).onErrorComplete().then(Mono.error(failure)));
    }

    private static boolean isOf(Identity identity, Outcome<Lora, LoraRefusal> outcome) {
        return outcome instanceof Outcome.Done<Lora, LoraRefusal>(Lora.Known known, var _, var _)
                && known.identity().createdAt().equals(identity.createdAt());
    }

    /** Another request with the same key was faster, so nothing will come of what this one made. */
    private Mono<Void> forget(Identity identity) {
        var expected = identity.expected();
        var abort = expected.uploadId() == null ? Mono.<Void>empty()
                : bucket.abort(expected.key(), expected.uploadId()).onErrorComplete();
        return abort.then(workspaces.cancel(identity).onErrorComplete());
    }

    private static Identity identity(LoraId lora, TicketRequest request, @Nullable String uploadId, Instant now) {
        var key = new ObjectKey(String.join("/", "loras", BY_HOUR.format(now), request.workspace().value(),
                lora.value(), request.fileName().inKey()));
        return new Identity(lora, request.workspace(), request.subject(), now, new ExpectedObject(key,
                request.fileName().value(), request.size(), uploadId, request.sha256()), request.fingerprint());
    }

    private Ticket ticketOf(Lora.Known lora) {
        demandUnended(lora);
        if (lora instanceof Uploading uploading) {
            var plan = planOf(uploading);
            return new Ticket(lora, plan, signed(uploading, plan.first(limits.partsInTicket())),
                    uploading.expiresAt());
        }
        // A late repetition: everything has been sent.
        return new Ticket(lora, limits.plan(lora.identity().expected().size()), List.of(), clock.instant());
    }

    private void demandUnended(Lora.Known lora) {
        if (hasEnded(lora)) {
            throw Refused.because(LoraProblem.UPLOAD_EXPIRED, "The request with this Idempotency-Key made an upload"
                    + " that has ended. Please use a new key.");
        }
    }

    /** Also a ticket that ran out, whether or not somebody has ended it already. */
    private boolean hasEnded(Lora.Known lora) {
        return lora instanceof Lora.Abandoned || lora instanceof Lora.Deleted
                || (lora instanceof Uploading uploading && !clock.instant().isBefore(uploading.expiresAt()));
    }

    /** Fresh URLs, for parts that are still to be sent or sent again. */
    public List<SignedPart> sign(Lora.Known lora, List<Integer> numbers) {
        var uploading = open(lora);
        var plan = planOf(uploading);
        if (numbers.isEmpty() || numbers.size() > limits.partsPerRequest()) {
            throw Refused.because(CommonProblem.INVALID_REQUEST,
                    "Please ask for 1 to " + limits.partsPerRequest() + " parts at once.");
        }
        numbers.stream().filter(number -> !plan.has(number)).findFirst().ifPresent(number -> {
            throw Refused.because(CommonProblem.INVALID_REQUEST,
                    "There is no part " + number + "; this file has parts 1 to " + plan.partCount() + ".");
        });
        return signed(uploading, numbers);
    }

    private List<SignedPart> signed(Uploading uploading, List<Integer> numbers) {
        var soonest = clock.instant().plus(limits.urlValidity());
        var until = soonest.isBefore(uploading.expiresAt()) ? soonest : uploading.expiresAt();
        return meters.signing(() -> bucket.sign(uploading.identity().expected(), planOf(uploading), numbers, until));
    }

    public Mono<Progress> progress(Lora.Known lora) {
        return Mono.defer(() -> {
            var uploading = open(lora);
            return stored(uploading.identity().expected())
                    .map(parts -> new Progress(planOf(uploading), parts, uploading.expiresAt()));
        });
    }

    private Mono<List<StoredPart>> stored(ExpectedObject expected) {
        return expected.uploadId() == null
                ? Mono.just(List.of())
                : storing(bucket.parts(expected.key(), expected.uploadId())).defaultIfEmpty(List.of());
    }

    /** Harmless to repeat, also when S3 had put the parts together and nobody heard of it. */
    public Mono<Lora.Known> complete(Lora.Known lora, @Nullable List<PartTag> parts) {
        return Mono.defer(() -> {
            if (!(lora instanceof Uploading)) {
                return saving(loras.send(lora.identity().lora(), new Complete())).flatMap(Loras::known);
            }
            var uploading = open(lora);
            var expected = uploading.identity().expected();
            return (expected.uploadId() == null ? Mono.<Void>empty() : putTogether(expected, parts))
                    .then(Mono.defer(() -> saving(loras.send(uploading.identity().lora(), new Complete()))))
                    .flatMap(Loras::known);
        });
    }

    /** The bytes went through us, so nobody else could try again: if the record cannot be written, they must go. */
    Mono<Lora.Known> completeStreamed(Uploading uploading, long size, List<PartTag> parts) {
        var identity = uploading.identity();
        var actual = new ExpectedObject(identity.expected().key(), identity.expected().fileName(), size,
                identity.expected().uploadId(), identity.expected().sha256());
        return putTogether(actual, parts)
                .then(Mono.defer(() -> saving(loras.send(identity.lora(), new CompleteStreamed(size)))
                        .onErrorResume(failure -> delivery.announce("loras", identity.lora().value(), 2,
                                new LoraSaveFailed(identity.lora(), identity.workspace(), actual))
                                .onErrorComplete()
                                .then(Mono.error(failure)))))
                .flatMap(Loras::known);
    }

    private Mono<Void> putTogether(ExpectedObject expected, @Nullable List<PartTag> parts) {
        var named = parts == null || parts.isEmpty()
                ? stored(expected).map(found -> found.stream()
                        .map(part -> new PartTag(part.number(), part.etag()))
                        .toList())
                : Mono.just(parts);
        return named.flatMap(tags -> storing(bucket.complete(expected, tags)))
                .flatMap(completion -> switch (completion) {
                    case Completion.Completed() -> Mono.empty();
                    case Completion.WrongParts(var why) ->
                        Mono.error(Refused.because(LoraProblem.UPLOAD_INCOMPLETE, why));
                    case Completion.Gone() -> Mono.error(Refused.because(LoraProblem.UPLOAD_EXPIRED,
                            "The bucket does not know this upload any more. Please start again."));
                });
    }

    public Mono<Void> abandon(Lora.Known lora) {
        return saving(ended(lora.identity().lora(), new Abandon()));
    }

    /** The bytes cannot be had. The LoRA stays to say why. */
    public Mono<Void> fail(LoraId lora, Reason reason) {
        return loras.send(lora, new Fail(reason)).flatMap(outcome -> {
            if (!(outcome instanceof Outcome.Done<Lora, LoraRefusal>(Lora.Rejected rejected, var _, var changed))) {
                return Mono.empty();
            }
            if (changed) {
                meters.outcome("failed");
            }
            return workspaces.cancel(rejected.identity());
        });
    }

    /** Nobody said in time that the bytes are there. */
    public Mono<Void> expire(LoraId lora) {
        return ended(lora, new Expire());
    }

    private Mono<Void> ended(LoraId lora, LoraCommand command) {
        return loras.send(lora, command)
                .doOnNext(this::count)
                .flatMap(Loras::known)
                .ofType(Lora.Abandoned.class)
                .flatMap(abandoned -> workspaces.cancel(abandoned.identity()));
    }

    private void count(Outcome<Lora, LoraRefusal> outcome) {
        if (outcome instanceof Outcome.Done<Lora, LoraRefusal>(Lora.Abandoned abandoned, var _, var changed)
                && changed) {
            meters.outcome(abandoned.reason().name());
        }
    }

    /**
     * What storage-worker says about the object. A late or repeated message is refused by the life cycle, and that is the
     * end of it; the account is put right also if it was only the account that had failed before.
     */
    public Mono<Void> settle(LoraId lora, OfObject verdict) {
        return loras.send(lora, verdict).flatMap(outcome -> switch (outcome) {
            case Outcome.Refused<Lora, LoraRefusal> _ -> Mono.empty();
            case Outcome.Done<Lora, LoraRefusal>(var state, var _, var changed) -> {
                if (changed && !(verdict instanceof LoraCommand.Hash)) {
                    meters.settled(state);
                }
                yield switch (state) {
                    case Lora.Ready ready -> workspaces.settle(ready);
                    case Lora.Rejected(var identity, var _, var _, var _, var _) ->
                        workspaces.cancel(identity);
                    default -> Mono.empty();
                };
            }
        });
    }

    private Uploading open(Lora.Known lora) {
        return switch (lora) {
            case Uploading uploading when clock.instant().isBefore(uploading.expiresAt()) -> uploading;
            case Uploading _,Lora.Abandoned _ -> throw Refused.because(LoraProblem.UPLOAD_EXPIRED);
            case Lora.Deleted _ -> throw Refused.because(CommonProblem.NOT_FOUND);
            case Lora.Verifying _,Lora.Kept _,Lora.Deleting _,Lora.Discarded _ ->
                throw Refused.because(LoraProblem.WRONG_STATE, "The upload of this LoRA has been completed.");
        };
    }

    public static UploadPlan planOf(Uploading uploading) {
        var expected = uploading.identity().expected();
        return expected.uploadId() == null
                ? new UploadPlan(Strategy.SINGLE, expected.size(), 1)
                : new UploadPlan(Strategy.MULTIPART, uploading.partSize(),
                        Math.toIntExact(Math.ceilDiv(expected.size(), uploading.partSize())));
    }

    private static <T> Mono<T> saving(Mono<T> write) {
        return write.onErrorMap(Unavailable.class, failure -> Refused.later(LoraProblem.NOT_SAVED, SOON, failure));
    }

    private static <T> Mono<T> storing(Mono<T> call) {
        return call.onErrorMap(Unavailable.class, failure -> Refused.later(LoraProblem.STORAGE_FAILED, SOON, failure));
    }
}
