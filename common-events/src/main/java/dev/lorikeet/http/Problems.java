package dev.lorikeet.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.trace.TraceInLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns a failure into an answer, for every route, for security, and for no route at all. */
@Order(-2) // before Spring's own, which knows nothing of our body
public final class Problems implements ErrorWebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** An address or headers beyond what the server reads. */
    private static final Set<Integer> TOO_LONG = Set.of(414, 431);

    /** Of which the server knows more than our sentence says. */
    private static final Set<ProblemType> SAID_BETTER = Set.of(CommonProblem.METHOD_NOT_ALLOWED,
            CommonProblem.NOT_ACCEPTABLE, CommonProblem.UNSUPPORTED_MEDIA_TYPE);

    private static final Duration ISSUER_AWAY = Duration.ofSeconds(10);

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        var type = typeOf(failure);
        if (type == CommonProblem.INTERNAL_ERROR && !DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            record(exchange, failure);
        }
        addHeaders(exchange.getResponse().getHeaders(), failure);
        return write(exchange, Problem.of(type, sentence(type, failure), detail(type, failure),
                exchange.getRequest().getPath().value(), Traces.idOf(exchange), errors(type, failure)));
    }

    /** The context of the request has ended here, so its trace is named once more. */
    private static void record(ServerWebExchange exchange, Throwable failure) {
        var request = exchange.getRequest();
        try (var _ = MDC.putCloseable(TraceInLogs.KEY, Traces.idOf(exchange))) {
            LOG.error("{} {} failed", request.getMethod(), request.getPath(), failure);
        }
    }

    private static List<FieldError> errors(ProblemType type, Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused.errors();
        }
        return type == CommonProblem.INVALID_REQUEST ? BodyFaults.in(failure) : List.of();
    }

    private static void addHeaders(HttpHeaders headers, Throwable failure) {
        switch (failure) {
            case Refused refused when refused.retryAfter() != null ->
                headers.set(HttpHeaders.RETRY_AFTER, seconds(refused.retryAfter()));
            case Unavailable unavailable -> headers.set(HttpHeaders.RETRY_AFTER, seconds(unavailable.retryAfter()));
            case AuthenticationServiceException _,JwtDecoderInitializationException _ ->
                headers.set(HttpHeaders.RETRY_AFTER, seconds(ISSUER_AWAY));
            case AuthenticationException _ -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            // Such as Allow for a method that is not allowed.
            case ErrorResponse answer -> headers.putAll(answer.getHeaders());
            default -> {}
        }
    }

    private static ProblemType typeOf(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refused.type();
            case Unavailable _ -> CommonProblem.UNAVAILABLE;
            // The issuer's keys could not be had: nobody's token is wrong for that.
            case AuthenticationServiceException _,JwtDecoderInitializationException _ -> CommonProblem.UNAVAILABLE;
            case AuthenticationException _ -> CommonProblem.UNAUTHENTICATED;
            case AccessDeniedException _ -> CommonProblem.FORBIDDEN;
            case ErrorResponse answer -> typeOf(answer.getStatusCode());
            default -> CommonProblem.INTERNAL_ERROR;
        };
    }

    static ProblemType typeOf(HttpStatusCode status) {
        if (TOO_LONG.contains(status.value())) {
            return CommonProblem.PAYLOAD_TOO_LARGE;
        }
        for (var type : CommonProblem.values()) {
            if (type.status() == status.value()) {
                return type;
            }
        }
        return status.is4xxClientError() ? CommonProblem.INVALID_REQUEST : CommonProblem.INTERNAL_ERROR;
    }

    private static String sentence(ProblemType type, Throwable failure) {
        return failure instanceof Refused refused ? refused.sentence() : type.sentence();
    }

    /** What went wrong inside is nobody's business outside; what is wrong with a body, its faults say. */
    private static String detail(ProblemType type, Throwable failure) {
        if (failure instanceof Refused refused) {
            return Objects.requireNonNullElse(refused.getMessage(), type.sentence());
        }
        return SAID_BETTER.contains(type) ? said(type, failure) : type.sentence();
    }

    private static String said(ProblemType type, Throwable failure) {
        var said = failure instanceof ErrorResponse answer ? answer.getBody().getDetail() : null;
        return said == null ? type.sentence() : said;
    }

    private static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.toSeconds()));
    }

    private Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        var body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }
}
