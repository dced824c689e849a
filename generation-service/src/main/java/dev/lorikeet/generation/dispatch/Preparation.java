package dev.lorikeet.generation.dispatch;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.generation.bucket.JobBucket;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.job.Job;
import dev.lorikeet.generation.models.Capabilities.PictureForm;
import dev.lorikeet.generation.models.ModelConfiguration;
import dev.lorikeet.generation.models.Models;
import dev.lorikeet.generation.models.Parameter;
import dev.lorikeet.generation.payload.Payload;
import dev.lorikeet.generation.payload.Payloads;
import dev.lorikeet.generation.payload.Shipment;
import dev.lorikeet.generation.payload.Shipment.InlinedPicture;
import dev.lorikeet.generation.payload.Shipment.LinkedPicture;
import dev.lorikeet.generation.payload.Shipment.ShippedPicture;
import dev.lorikeet.generation.payload.Shipment.SignedLink;
import dev.lorikeet.generation.runpod.RunPodSettings;
import dev.lorikeet.generation.volumes.Arrival;
import dev.lorikeet.generation.volumes.Presences;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gathers all that a job needs when it is its turn, makes sure that it is what it was, and writes the request. */
@Component
class Preparation {
    /** From here to the commit: reading pictures, for the most part. */
    private static final Duration PREPARING = Duration.ofSeconds(50);
    private static final JsonMapper JSON = new JsonMapper();

    private final Models models;
    private final Stock stock;
    private final Presences presences;
    private final JobBucket bucket;
    private final DispatchLimits limits;
    private final RunPodSettings runPod;
    private final InstantSource clock;

    Preparation(Models models, Stock stock, Presences presences, JobBucket bucket, DispatchLimits limits,
            RunPodSettings runPod, InstantSource clock) {
        this.models = models;
        this.stock = stock;
        this.presences = presences;
        this.bucket = bucket;
        this.limits = limits;
        this.runPod = runPod;
        this.clock = clock;
    }

    Mono<Prepared> prepare(Job job, CallbackToken token) {
        var model = models.find(job.used().model())
                .filter(found -> found.worker().endpoint().equals(job.endpoint()))
                // Another graph or another default would make another video than the one that was ordered.
                .filter(found -> found.version().equals(job.used().modelVersion()));
        if (model.isEmpty()) {
            return Mono.just(new Prepared.Never(Failure.of(FailureCode.MODEL_CHANGED,
                    "The model " + job.used().model() + " is not configured as it was. Please order again.")));
        }
        var loras = job.used().loras();
        return stock.missing(loras, job.workspace())
                .switchIfEmpty(Mono.defer(() -> stock.changed(loras)))
                .<Prepared>map(lost -> new Prepared.Never(lost.failure()))
                .switchIfEmpty(Mono.defer(() -> arrived(job, model.get(), token)));
    }

    private Mono<Prepared> arrived(Job job, ModelConfiguration model, CallbackToken token) {
        return presences.arrival(job.used().loras(), job.workspace(), model.worker())
                .flatMap(arrival -> switch (arrival) {
                    case Arrival.AllThere _ -> written(job, model, token);
                    case Arrival.OnTheWay(var pause, var reason) -> Mono.just(new Prepared.NotYet(pause, reason));
                    case Arrival.Impossible(var reason) ->
                        Mono.just(new Prepared.Never(Failure.of(FailureCode.LORA_MISSING, reason)));
                });
    }

    private Mono<Prepared> written(Job job, ModelConfiguration model, CallbackToken token) {
        var execution = model.worker().time().of(job.used().parameters());
        var by = clock.instant().plus(PREPARING);
        var forgottenAt = by.plus(limits.forgottenAfter(execution, runPod.callTime()));
        var links = job.used()
                .loras()
                .stream()
                .collect(Collectors.toMap(ChosenLora::lora, lora -> link(lora, forgottenAt), (one, _) -> one));
        return pictures(job, model, forgottenAt)
                .map(pictures -> pictures.size() == names(job, model).size()
                        ? prepared(request(job, model, links, pictures), token, execution, by, forgottenAt)
                        : new Prepared.Never(Failure.of(FailureCode.REJECTED,
                                "A picture that came with the order is gone. Please order again.")));
    }

    private Prepared prepared(Payload payload, CallbackToken token, Duration execution, Instant by,
            Instant forgottenAt) {
        return switch (payload) {
            case Payload.Ready(var input, var _) -> new Prepared.Ready(JSON.writeValueAsBytes(
                    envelope(input, token, execution, limits.timeToLive(execution))), by, forgottenAt);
            case Payload.TooLarge tooLarge ->
                new Prepared.Never(Failure.of(FailureCode.PAYLOAD_TOO_LARGE, tooLarge.advice()));
        };
    }

    private static Payload request(Job job, ModelConfiguration model, Map<LoraId, SignedLink> links,
            Map<String, ShippedPicture> pictures) {
        return Payloads.of(model.worker(), job.used(), new Shipment(job.id(), links, pictures));
    }

    private SignedLink link(ChosenLora lora, Instant until) {
        var signed = bucket.sign(lora.object().key(), until);
        return new SignedLink(signed.url(), signed.expiresAt());
    }

    private Mono<Map<String, ShippedPicture>> pictures(Job job, ModelConfiguration model, Instant until) {
        var parameters = job.used().parameters();
        var forms = model.worker().dialect().capabilities().pictures();
        return Flux.fromIterable(names(job, model))
                .concatMap(name -> picture(parameters.text(name).orElseThrow(), forms.contains(PictureForm.INLINE),
                        until).map(picture -> Map.entry(name, picture)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static List<String> names(Job job, ModelConfiguration model) {
        return model.pictures().stream().map(Parameter::name).filter(job.used().parameters()::has).toList();
    }

    /** One of ours goes along where the worker takes that; a worker may not reach our bucket. */
    private Mono<ShippedPicture> picture(String value, boolean inline, Instant until) {
        if (value.startsWith("https://")) {
            return Mono.just(new LinkedPicture(URI.create(value)));
        }
        var key = new ObjectKey(value);
        return inline
                ? bucket.read(key).map(bytes -> new InlinedPicture(Base64.getEncoder().encodeToString(bytes)))
                : Mono.fromSupplier(() -> new LinkedPicture(bucket.sign(key, until).url()));
    }

    /** RunPod's own defaults would end long videos, and keep a lost job for a day. */
    private ObjectNode envelope(ObjectNode input, CallbackToken token, Duration execution, Duration timeToLive) {
        var request = JsonNodeFactory.instance.objectNode();
        request.set("input", input);
        var webhooks = runPod.webhookBase();
        if (webhooks != null) {
            request.put("webhook", webhooks + "/webhooks/runpod/" + token.text());
        }
        var policy = request.putObject("policy");
        policy.put("executionTimeout", execution.toMillis());
        policy.put("ttl", timeToLive.toMillis());
        return request;
    }
}
