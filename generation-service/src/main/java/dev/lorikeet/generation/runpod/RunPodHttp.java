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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import javax.net.ssl.SSLHandshakeException;

import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.runpod.EndpointCalls.Kind;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** RunPod over HTTP. Redirects are not followed: our key belongs to nobody else. */
final class RunPodHttp implements RunPod {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

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
        return calls.once(endpoint, Kind.SUBMIT, exchange(request(endpoint, "run")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(request))
                .build()))
                .map(RunPodHttp::submitted)
                .onErrorResume(this::notSubmitted);
    }

    @Override
    public Mono<Sighting> status(String endpoint, String job) {
        return calls.untilAnswered(endpoint, Kind.LOOK, exchange(request(endpoint, "status", job).GET().build()))
                .map(RunPodHttp::sighting)
                .onErrorResume(this::notSeen);
    }

    @Override
    public Mono<Sighting> cancel(String endpoint, String job) {
        return calls.untilAnswered(endpoint, Kind.CANCEL,
                exchange(request(endpoint, "cancel", job).POST(BodyPublishers.noBody()).build()))
                .map(RunPodHttp::sighting)
                .onErrorResume(this::notSeen);
    }

    @Override
    public Mono<EndpointHealth> health(String endpoint) {
        return calls.once(endpoint, Kind.LOOK, exchange(request(endpoint, "health").GET().build()))
                .flatMap(reply -> Mono.justOrEmpty(reply.status() == OK ? JobJson.health(reply.body()) : null))
                .onErrorResume(_ -> Mono.empty());
    }

    private HttpRequest.Builder request(String endpoint, String... path) {
        for (var part : path) {
            demandWord(part);
        }
        demandWord(endpoint);
        return HttpRequest.newBuilder(settings.baseUrl()
                .resolve(settings.baseUrl().getPath() + "/" + endpoint + "/" + String.join("/", path)))
                .timeout(settings.callTime())
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + Objects.requireNonNullElse(settings.apiKey(), ""));
    }

    private static void demandWord(String part) {
        if (!WORD.matcher(part).matches()) {
            throw new IllegalArgumentException("not a part of an address at RunPod: " + part);
        }
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
        }).subscribeOn(waiting).map(reply -> {
            if (reply.isFaultOfRunPod() || reply.isTooMany() || reply.isUnauthorized()) {
                throw BadReply.of(reply);
            }
            return reply;
        });
    }

    private static Submitted submitted(Reply reply) {
        if (reply.status() >= OK && reply.status() < OK + 100) {
            return JobJson.read(reply)
                    .filter(job -> WORD.matcher(job.id()).matches())
                    .<Submitted>map(job -> new Submitted.Accepted(job.id()))
                    .orElseGet(() -> new Submitted.Ambiguous("RunPod's answer could not be read"));
        }
        return new Submitted.Refused(refusal(reply));
    }

    private static Failure refusal(Reply reply) {
        var text = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.status() == NOT_FOUND) {
            return Failure.of(FailureCode.ENDPOINT_NOT_FOUND, "RunPod has no such endpoint. Its operator has to"
                    + " correct the model's configuration.");
        }
        if (text.contains("exceeded max body size")) {
            return Failure.of(FailureCode.PAYLOAD_TOO_LARGE,
                    "The request is larger than RunPod takes. A smaller picture helps.");
        }
        return Failure.of(FailureCode.REJECTED, "RunPod refused the request with " + reply.status() + ": "
                + (text.length() > 300 ? text.substring(0, 300) : text));
    }

    private static Sighting sighting(Reply reply) {
        if (reply.status() == NOT_FOUND) {
            return new Sighting.NotFound();
        }
        if (reply.status() >= OK && reply.status() < OK + 100) {
            return JobJson.read(reply)
                    .<Sighting>map(Sighting.Found::new)
                    .orElseGet(() -> new Sighting.Later("RunPod's answer could not be read", SOON));
        }
        return new Sighting.Later("RunPod answered " + reply.status(), SOON);
    }

    private Mono<Submitted> notSubmitted(Throwable failure) {
        return switch (failure) {
            case BadReply bad -> Mono.just(switch (bad.kind()) {
                case NOT_SENT -> new Submitted.NotTaken("RunPod cannot be reached", SOON);
                case TOO_MANY -> new Submitted.NotTaken("RunPod takes no more requests for now", wait(bad));
                case UNAUTHORIZED -> new Submitted.Refused(unauthorized());
                case UNCLEAR -> new Submitted.Ambiguous(String.valueOf(bad.getMessage()));
            });
            default -> notCalled(failure)
                    .map(later -> new Submitted.NotTaken(later.reason(), later.retryAfter()));
        };
    }

    private Mono<Sighting> notSeen(Throwable failure) {
        return switch (failure) {
            case BadReply bad when bad.kind() == BadReply.Kind.UNAUTHORIZED ->
                Mono.just(new Sighting.Later("RunPod does not accept our key", settings.openFor()));
            case BadReply bad -> Mono.just(new Sighting.Later(String.valueOf(bad.getMessage()), wait(bad)));
            default -> notCalled(failure).cast(Sighting.class);
        };
    }

    private Mono<Sighting.Later> notCalled(Throwable failure) {
        return switch (failure) {
            case CallNotPermittedException _ -> Mono.just(new Sighting.Later(
                    "RunPod's endpoint has failed too often, and is left alone for a while", settings.openFor()));
            case BulkheadFullException _ ->
                Mono.just(new Sighting.Later("too many calls to RunPod are under way", SOON));
            case RequestNotPermitted _ ->
                Mono.just(new Sighting.Later("RunPod's limit of requests is near", SOON));
            default -> Mono.error(failure);
        };
    }

    private static Failure unauthorized() {
        return Failure.of(FailureCode.AUTH, "RunPod does not accept our key. The operator of this service has to set"
                + " another one.");
    }

    private static Duration wait(BadReply bad) {
        var told = bad.retryAfter();
        return told == null ? SOON : told;
    }
}
