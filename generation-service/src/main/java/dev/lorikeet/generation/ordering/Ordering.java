package dev.lorikeet.generation.ordering;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lorikeet.delivery.Ids;
import dev.lorikeet.delivery.Outcome;
import dev.lorikeet.event.CatalogueEvent.CatalogueEntry;
import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.catalogue.Catalogue;
import dev.lorikeet.generation.dispatch.DispatchLimits;
import dev.lorikeet.generation.dispatch.Dispatcher;
import dev.lorikeet.generation.dispatch.Stock;
import dev.lorikeet.generation.dispatch.WaitingJobs;
import dev.lorikeet.generation.history.Expectation;
import dev.lorikeet.generation.history.Expectations;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.Generation.Known;
import dev.lorikeet.generation.job.GenerationCommand.Request;
import dev.lorikeet.generation.job.GenerationRefusal;
import dev.lorikeet.generation.job.Generations;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.job.Order;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.notice.Notices;
import dev.lorikeet.generation.selection.Checked;
import dev.lorikeet.generation.selection.Fault;
import dev.lorikeet.generation.selection.InlinePicture;
import dev.lorikeet.generation.selection.Selection;
import dev.lorikeet.generation.selection.SelectionRequest;
import dev.lorikeet.generation.selection.Summary;
import dev.lorikeet.generation.web.GenerationProblem;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The story of an order: it is checked as a question about it would be, what comes with it is stored, and the job is
 * written down together with its announcement. From then on it is {@link Dispatcher}'s.
 */
@Component
public class Ordering {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Enough of a digest to tell two pictures of one order apart. */
    private static final int LETTERS = 12;
    private static final String CALLBACK = "/callbackUrl";

    private final Selection selection;
    private final Models models;
    private final Catalogue catalogue;
    private final Stock stock;
    private final Expectations expectations;
    private final Generations generations;
    private final WaitingJobs waiting;
    private final JobBucket bucket;
    private final Dispatcher dispatcher;
    private final Notices notices;
    private final DispatchLimits dispatch;
    private final OrderLimits limits;
    private final Seeds seeds;
    private final InstantSource clock;
    private final Ids ids;

    Ordering(Selection selection, Models models, Catalogue catalogue, Stock stock, Expectations expectations,
            Generations generations, WaitingJobs waiting, JobBucket bucket, Dispatcher dispatcher, Notices notices,
            DispatchLimits dispatch, OrderLimits limits, Seeds seeds, InstantSource clock, Ids ids) {
        this.selection = selection;
        this.models = models;
        this.catalogue = catalogue;
        this.stock = stock;
        this.expectations = expectations;
        this.generations = generations;
        this.waiting = waiting;
        this.bucket = bucket;
        this.dispatcher = dispatcher;
        this.notices = notices;
        this.dispatch = dispatch;
        this.limits = limits;
        this.seeds = seeds;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * An order that was taken.
     *
     * @param summary absent for a repetition, which is not checked again
     */
    public record Placed(Known job, @Nullable Summary summary) {}

    /** Whoever orders. */
    public record Customer(WorkspaceId workspace, String subject) {}

    public Mono<Checked> check(SelectionRequest request, WorkspaceId workspace) {
        return found(selection.mentioned(request))
                .map(found -> selection.check(request, workspace, found, seeds::next))
                .map(checked -> callingBack(checked, request.callbackUrl()));
    }

    private Checked callingBack(Checked checked, @Nullable String address) {
        var complaint = Optional.ofNullable(address).flatMap(notices::complaint);
        if (complaint.isEmpty()) {
            return checked;
        }
        var faults = new ArrayList<Fault>(switch (checked) {
            case Checked.Accepted _ -> List.of();
            case Checked.Refused(var others, var _) -> others;
        });
        faults.add(new Fault(CALLBACK, complaint.get()));
        return new Checked.Refused(faults, checked.summary());
    }

    /** What that would take; empty where it cannot be made, and where nothing like it was made before. */
    public Mono<Expectation> expected(Checked checked, WorkspaceId workspace) {
        return checked instanceof Checked.Accepted(var order, var _, var _)
                ? expectations.of(order, model(order), workspace)
                : Mono.empty();
    }

    private Mono<Map<LoraId, CatalogueEntry>> found(Set<LoraId> mentioned) {
        return Flux.fromIterable(mentioned)
                .flatMap(catalogue::find)
                .collect(Collectors.toMap(CatalogueEntry::lora, entry -> entry));
    }

    public Mono<Placed> order(SelectionRequest request, Customer customer, Optional<Idempotency> repeatable) {
        return repeated(repeatable)
                .switchIfEmpty(Mono.defer(() -> check(request, customer.workspace())
                        .flatMap(checked -> switch (checked) {
                            case Checked.Refused(var faults, var _) -> Mono.error(Refused.because(
                                    GenerationProblem.INVALID_SELECTION, faults.stream()
                                            .map(fault -> new FieldError(fault.pointer(), fault.message()))
                                            .toList()));
                            case Checked.Accepted(var order, var pictures, var summary) -> {
                                var id = repeatable.map(Idempotency::id)
                                        .orElseGet(() -> new GenerationId(ids.next()));
                                yield room(customer, order)
                                        .then(stored(id, customer, order, pictures))
                                        .flatMap(complete -> placed(id, customer, complete, repeatable, null,
                                                request.callbackUrl()))
                                        .map(job -> new Placed(job, summary));
                            }
                        })));
    }

    /** The same once more, as a job of its own; everything it needs must still be as it was. */
    public Mono<Placed> again(Known before, Customer customer, Optional<Idempotency> repeatable) {
        if (!(before instanceof Generation.Ended)) {
            return Mono.error(Refused.because(GenerationProblem.WRONG_STATE,
                    "A job can be ordered again once it has ended."));
        }
        var order = before.job().asked();
        var notice = before.job().notice();
        var address = notice == null ? null : notice.address().toString();
        return repeated(repeatable).switchIfEmpty(Mono.defer(() -> asBefore(order, address, customer.workspace())
                .then(room(customer, order))
                .then(Mono.defer(() -> placed(repeatable.map(Idempotency::id)
                        .orElseGet(() -> new GenerationId(ids.next())), customer, order, repeatable,
                        before.job().id(), address)))
                .map(job -> new Placed(job, null))));
    }

    /** Fails with every reason against it, each where it would stand in an order. */
    private Mono<Void> asBefore(Order order, @Nullable String address, WorkspaceId workspace) {
        return Flux.concat(Mono.justOrEmpty(otherModel(order)), lost(order, workspace),
                Mono.justOrEmpty(Optional.ofNullable(address).flatMap(notices::complaint))
                        .map(complaint -> new FieldError(CALLBACK, complaint)))
                .collectList()
                .flatMap(errors -> errors.isEmpty()
                        ? Mono.<Void>empty()
                        : Mono.error(Refused.because(GenerationProblem.INVALID_SELECTION, errors)));
    }

    /** By another configuration, the same values may mean something else. */
    private Optional<FieldError> otherModel(Order order) {
        return models.find(order.model()).filter(model -> model.version().equals(order.modelVersion())).isPresent()
                ? Optional.empty()
                : Optional.of(new FieldError("/model", "is not configured as it was when " + order.model()
                        + " was ordered; please order anew"));
    }

    private Flux<FieldError> lost(Order order, WorkspaceId workspace) {
        return Flux.fromIterable(Selection.pointers(order).entrySet())
                .concatMap(place -> stock.missing(List.of(place.getValue()), workspace)
                        .map(lost -> new FieldError(place.getKey(), lost.reason())));
    }

    /** What the first request with this key made, if this is a repetition of it. */
    private Mono<Placed> repeated(Optional<Idempotency> repeatable) {
        return Mono.justOrEmpty(repeatable)
                .flatMap(key -> generations.find(key.id())
                        .map(found -> {
                            if (found.state() instanceof Known known
                                    && key.fingerprint().equals(known.job().fingerprint())) {
                                return new Placed(known, null);
                            }
                            throw Refused.because(GenerationProblem.KEY_REUSED);
                        }));
    }

    private Mono<Void> room(Customer customer, Order order) {
        var worker = model(order).worker();
        return Mono.zip(generations.open(customer.workspace(), limits.openPerWorkspace()).count(),
                waiting.of(worker.endpoint(), customer.workspace()), waiting.all(worker.endpoint()))
                .doOnNext(counts -> {
                    if (counts.getT1() >= limits.openPerWorkspace()
                            || counts.getT2() >= limits.mostWaiting(worker.mostQueued())) {
                        throw Refused.later(GenerationProblem.TOO_MANY_JOBS, SOON, null);
                    }
                    if (counts.getT3() >= worker.mostQueued()) {
                        throw Refused.later(CommonProblem.UNAVAILABLE, SOON, null);
                    }
                })
                .then();
    }

    private ModelConfiguration model(Order order) {
        return models.find(order.model())
                .orElseThrow(() -> Refused.because(GenerationProblem.INVALID_SELECTION,
                        "The model " + order.model() + " is not offered any more."));
    }

    /** Under names that hold what is in them, so that another request with the same key cannot change them. */
    private Mono<Order> stored(GenerationId id, Customer customer, Order order, Iterable<InlinePicture> pictures) {
        return Flux.fromIterable(pictures)
                .concatMap(picture -> {
                    var key = new ObjectKey("inputs/" + customer.workspace().value() + "/" + id.value() + "/"
                            + picture.parameter() + "-" + Sha256.of(picture.bytes()).value().substring(0, LETTERS) + "."
                            + picture.type().extension());
                    return bucket.put(key, picture.type().contentType(), picture.bytes())
                            .thenReturn(Map.entry(picture.parameter(), key.value()));
                })
                .reduce(order, (complete, stored) -> complete
                        .with(complete.parameters().with(stored.getKey(), stored.getValue())));
    }

    private Mono<Known> placed(GenerationId id, Customer customer, Order order, Optional<Idempotency> repeatable,
            @Nullable GenerationId retryOf, @Nullable String address) {
        var now = clock.instant();
        var worker = model(order).worker();
        var endpoint = worker.endpoint();
        var job = Job.of(id, customer.workspace(), customer.subject(), endpoint, order, now,
                repeatable.map(Idempotency::fingerprint).orElse(null), retryOf)
                .at(worker.price())
                .notifying(address == null ? null : notices.wanted(URI.create(address)));
        return generations.request(new Request(job, now.plus(dispatch.queueTime())))
                .map(Ordering::known)
                .doOnNext(_ -> dispatcher.nudge(endpoint));
    }

    private static Known known(Outcome<Generation, GenerationRefusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<Generation, GenerationRefusal>(Known known, var _, var _) -> known;
            case Outcome.Done<Generation, GenerationRefusal> _ -> throw Refused.because(CommonProblem.NOT_FOUND);
            case Outcome.Refused<Generation, GenerationRefusal> _ ->
                throw Refused.because(GenerationProblem.KEY_REUSED);
        };
    }
}
