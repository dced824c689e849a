package dev.lorikeet.embedded.runpod;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.lorikeet.embedded.runpod.RunPodResponse.Delivery;

/** What can go wrong with one request. Those that end in AFTER do what was asked before they fail. */
public enum RequestFault {
    SERVER_ERROR,
    SERVER_ERROR_AFTER,
    /** A gateway's page, in HTML. */
    BAD_GATEWAY,
    BAD_GATEWAY_AFTER,
    GATEWAY_TIMEOUT,
    GATEWAY_TIMEOUT_AFTER,
    UNAVAILABLE,
    /** 401 with nothing in it. */
    UNAUTHORIZED,
    /** 401 with a problem. */
    UNAUTHORIZED_PROBLEM,
    FORBIDDEN,
    NOT_FOUND,
    /** 429 with and without the time to wait. */
    TOO_MANY,
    TOO_MANY_RETRY_AFTER,
    /** The connection breaks; nothing was done, or everything. */
    RESET,
    RESET_AFTER,
    SLOW_BODY_AFTER,
    TRUNCATED_JSON_AFTER;

    private static final String RETRY_AFTER_SECONDS = "2";

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RequestFault> labelled(String label) {
        return Stream.of(values()).filter(fault -> fault.label().equals(label)).findFirst();
    }

    RunPodResponse answer(Supplier<RunPodResponse> asUsual) {
        return switch (this) {
            case SERVER_ERROR -> error(500);
            case SERVER_ERROR_AFTER -> after(asUsual, error(500));
            case BAD_GATEWAY -> page(502, "Bad gateway");
            case BAD_GATEWAY_AFTER -> after(asUsual, page(502, "Bad gateway"));
            case GATEWAY_TIMEOUT -> page(524, "A timeout occurred");
            case GATEWAY_TIMEOUT_AFTER -> after(asUsual, page(524, "A timeout occurred"));
            case UNAVAILABLE -> error(503);
            case UNAUTHORIZED -> RunPodResponse.text(401, "text/plain", "");
            case UNAUTHORIZED_PROBLEM -> unauthorized();
            case FORBIDDEN -> RunPodResponse.problem(403, "Forbidden", "this key may not use the endpoint");
            case NOT_FOUND -> RunPodResponse.problem(404, "Not Found", "job not found");
            case TOO_MANY -> tooMany(Map.of());
            case TOO_MANY_RETRY_AFTER -> tooMany(Map.of("retry-after", RETRY_AFTER_SECONDS));
            case RESET -> error(500).travelling(Delivery.RESET);
            case RESET_AFTER -> asUsual.get().travelling(Delivery.RESET);
            case SLOW_BODY_AFTER -> asUsual.get().travelling(Delivery.SLOW);
            case TRUNCATED_JSON_AFTER -> asUsual.get().travelling(Delivery.TRUNCATED);
        };
    }

    static RunPodResponse unauthorized() {
        return RunPodResponse.problem(401, "Unauthorized", "missing bearer token");
    }

    static RunPodResponse tooMany(Map<String, String> headers) {
        return new RunPodResponse(429, headers, new byte[0], Delivery.WHOLE, Optional.empty());
    }

    private static RunPodResponse after(Supplier<RunPodResponse> asUsual, RunPodResponse answer) {
        var _ = asUsual.get();
        return answer;
    }

    private static RunPodResponse error(int status) {
        return RunPodResponse.problem(status, status == 503 ? "Service Unavailable" : "Internal Server Error",
                "something went wrong");
    }

    private static RunPodResponse page(int status, String title) {
        return RunPodResponse.text(status, "text/html; charset=UTF-8",
                "<!DOCTYPE html><html><head><title>%1$d: %2$s</title></head><body><h1>Error %1$d</h1></body></html>\n"
                        .formatted(status, title));
    }
}
