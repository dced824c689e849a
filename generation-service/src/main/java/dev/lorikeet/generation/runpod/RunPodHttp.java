package dev.lorikeet.generation.runpod;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLHandshakeException;

import dev.lorikeet.generation.runpod.EndpointCalls.Kind;
import dev.lorikeet.trace.Step;
import dev.lorikeet.trace.Trace;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** RunPod over HTTP. Redirects are not followed: our key belongs to nobody else. */
final class RunPodHttp implements RunPod {
    private static final AttributeKey<String> ENDPOINT = AttributeKey.stringKey("lorikeet.endpoint");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private final RunPodSettings settings;
    private final EndpointCalls calls;
    private final HttpClient http;
    private final Scheduler waiting;

    /** @param waiting has a thread for each call that waits for an answer */
    RunPodHttp(RunPodSettings settings, EndpointCalls calls, Scheduler waiting) {
        this.settings = settings;
        this.calls = calls;
        this.waiting = waiting;
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.connectTime())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Mono<Submitted> submit(String endpoint, byte[] request) {
        if (!isWord(endpoint)) {
            return Mono.just(new Submitted.Refused(Replies.noEndpoint()));
        }
        return Step.of("ask RunPod", SpanKind.CLIENT, Attributes.of(ENDPOINT, endpoint), Mono.deferContextual(
                context -> calls.once(endpoint, Kind.SUBMIT, exchange(run(endpoint, request, Step.in(context))))
                        .doOnNext(
                                reply -> Step.in(context).ifPresent(step -> step.tell(STATUS, (long) reply.status())))))
                .map(Replies::submitted)
                .onErrorResume(this::notSubmitted);
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        if (!isWord(endpoint) || !isWord(job)) {
            return Mono.just(new Sighting.NotFound());
        }
        return calls.untilAnswered(endpoint, Kind.LOOK, exchange(request(endpoint, "status", job).GET().build()))
                .map(Replies::sighting)
                .onErrorResume(failure -> notSeen(failure, settings.openFor()));
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        if (!isWord(endpoint) || !isWord(job)) {
            return Mono.just(new Sighting.NotFound());
        }
        return calls.untilAnswered(endpoint, Kind.CANCEL,
                exchange(request(endpoint, "cancel", job).POST(BodyPublishers.noBody()).build()))
                .map(Replies::sighting)
                .doOnNext(RunPodHttp::discardOutput)
                .onErrorResume(failure -> notSeen(failure, settings.openFor()));
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        if (!isWord(endpoint)) {
            return Mono.empty();
        }
        return calls.once(endpoint, Kind.LOOK, exchange(request(endpoint, "health").GET().build()))
                .doOnNext(Reply::discard)
                .flatMap(reply -> Replies.isGood(reply)
                        ? Mono.justOrEmpty(JobJson.health(reply.body()))
                        : Mono.<EndpointHealth>empty())
                .onErrorResume(_ -> Mono.empty());
    }

    private HttpRequest.Builder request(String endpoint, String... path) {
        return HttpRequest.newBuilder(settings.baseUrl()
                .resolve(settings.baseUrl().getPath().replaceFirst("/$", "") + "/" + endpoint + "/"
                        + String.join("/", path)))
                .timeout(settings.callTime())
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + Objects.requireNonNullElse(settings.apiKey(), ""));
    }

    /** The worker's platform may go on with the trace. */
    private HttpRequest run(String endpoint, byte[] request, Optional<Step> step) {
        var run = request(endpoint, "run")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(request));
        step.ifPresent(cause -> run.header(Trace.HEADER, cause.handOn()));
        return run.build();
    }

    /** Of one that had ended before; whoever cancels does not look for it here. */
    private static void discardOutput(Sighting sighting) {
        if (sighting instanceof Sighting.Found(var job)) {
            job.output().discard();
        }
    }

    /** Nothing else is put into an address. */
    private static boolean isWord(String part) {
        return Replies.WORD.matcher(part).matches();
    }

    private Mono<Reply> exchange(HttpRequest request) {
        return Mono.fromCallable(() -> {
            try {
                return Reply.read(http.send(request, BodyHandlers.ofInputStream()), settings.inMemory().toBytes(),
                        settings.largestAnswer().toBytes());
            } catch (ConnectException | HttpConnectTimeoutException | UnknownHostException
                    | UnresolvedAddressException | SSLHandshakeException failure) {
                throw BadReply.notSent(failure);
            } catch (IOException failure) {
                throw BadReply.broken(failure);
            }
        }).subscribeOn(waiting).doOnDiscard(Reply.class, Reply::discard).map(Replies::demandAnswer);
    }

    private Mono<Submitted> notSubmitted(Throwable failure) {
        return switch (failure) {
            case BadReply bad -> Mono.just(Replies.notSubmitted(bad, settings.refusedFor()));
            case CallNotPermittedException closed when EndpointCalls.isClosedForItsKey(closed) ->
                Mono.just(Replies.keyRefused(settings.refusedFor()));
            default -> notCalled(failure, settings.openFor())
                    .map(later -> Replies.notTaken(later.reason(), later.retryAfter()));
        };
    }

    private static Mono<Sighting> notSeen(Throwable failure, Duration openFor) {
        return failure instanceof BadReply bad
                ? Mono.just(Replies.notSeen(bad))
                : notCalled(failure, openFor).cast(Sighting.class);
    }

    private static Mono<Sighting.Later> notCalled(Throwable failure, Duration openFor) {
        return switch (failure) {
            case CallNotPermittedException _ -> Mono.just(new Sighting.Later(
                    "RunPod's endpoint has failed too often, and is left alone for a while", openFor));
            case BulkheadFullException _ ->
                Mono.just(new Sighting.Later("too many calls to RunPod are under way", Replies.SOON));
            case RequestNotPermitted _ ->
                Mono.just(new Sighting.Later("RunPod's limit of requests is near", Replies.SOON));
            default -> Mono.error(failure);
        };
    }
}
