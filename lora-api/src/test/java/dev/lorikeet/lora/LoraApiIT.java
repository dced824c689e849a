package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.lorikeet.http.testing.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The service over HTTP, before it has routes of its own: who gets in, and how it says no. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoraApiIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningLoraApi api;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data);
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void isReadyWhenItsEnginesAnswer() {
        await().atMost(Duration.ofMinutes(1)).until(() -> get("/actuator/health/readiness").statusCode() == 200);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesARequestWithoutAToken() {
        var refused = get("/api/lora");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertProblem(refused, "UNAUTHENTICATED", 401);
    }

    @Test
    void refusesATokenThatWasChanged() {
        var parts = token("{}").split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("demo", "mine");
        var forged = parts[0] + "." + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + parts[2];
        assertProblem(send("GET", "/api/lora", forged, null), "UNAUTHENTICATED", 401);
    }

    @Test
    void givesTheDemoUserItsWorkspace() {
        var claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token("{}").split("\\.", -1)[1]));
        assertThat(claims.required("sub").asString()).isEqualTo("demo");
        assertThat(claims.required("workspaces").required("demo").asString()).isEqualTo("owner");
        assertThat(claims.required("aud").toString()).contains("lorikeet");
    }

    @Test
    void saysThatNothingIsUnderAnUnknownAddress() {
        assertProblem(send("GET", "/api/no-such-thing", token("{}"), null), "NOT_FOUND", 404);
    }

    @Test
    void namesTheMethodsThatAnAddressTakes() {
        var refused = send("DELETE", "/config.json", token("{}"), null);
        assertProblem(refused, "METHOD_NOT_ALLOWED", 405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "{\"subject\":[1]}", "{\"sub\":\"kim\"}",
            "{\"workspaces\":{\"film\":\"emperor\"}}", "{\"workspaces\":{\"film\":null}}",
            "{\"workspaces\":{\"no blanks\":\"owner\"}}", "{\"subject\":\" \"}"})
    void refusesABodyThatItDoesNotUnderstand(String body) {
        assertProblem(send("POST", "/dev/token", null, body), "INVALID_REQUEST", 400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"sub\":\"kim\"}|/sub|is not a field of this request",
            "{\"subject\":[1]}|/subject|has the wrong type, or a value that is not allowed",
            "{\"workspaces\":{\"film\":\"emperor\"}}|/workspaces/film|has the wrong type, or a value that is not allowed",
            "{\"subject\":\" \"}|''|subject may be left out, but not be blank", "{|''|is not valid JSON"})
    void saysWhichFieldIsWrong(String body, String pointer, String message) {
        var fault = json(send("POST", "/dev/token", null, body)).required("errors").required(0);
        assertThat(fault.required("pointer").asString()).isEqualTo(pointer);
        assertThat(fault.required("message").asString()).isEqualTo(message);
    }

    @Test
    void replaysDeadLettersForOperatorsOnly() {
        var path = "/actuator/deadletters/lorikeet.storage.events.v1";
        var operator = api.tokens().operator();
        await().atMost(Duration.ofMinutes(1)).until(() -> get("/actuator/health/readiness").statusCode() == 200);
        assertProblem(send("POST", path, null, "{}"), "UNAUTHENTICATED", 401);
        assertProblem(send("POST", path, api.tokens().member("demo", "owner"), "{}"), "FORBIDDEN", 403);
        assertThat(json(send("POST", path, operator, "{}")).required("replayed").asLong()).isZero();
        assertThat(send("POST", "/actuator/deadletters/nonsense", operator, "{}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/logout"})
    void hasNoOtherWayInOrOutThanTokens(String path) {
        for (var method : List.of("GET", "POST")) {
            assertProblem(send(method, path, null, null), "UNAUTHENTICATED", 401);
            assertProblem(send(method, path, token("{}"), null), "NOT_FOUND", 404);
        }
    }

    @Test
    void takesOnlyTheWordTrueForAnOperator() {
        for (Object claim : List.of("true", 1, List.of(true), false)) {
            var claims = Tokens.claims("kim", Map.of("demo", "owner"));
            claims.put("operator", claim);
            assertProblem(send("GET", "/actuator", api.tokens().signed(claims), null), "FORBIDDEN", 403);
        }
        assertThat(send("GET", "/actuator", api.tokens().operator(), null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/", "/actuator/deadletters", "/actuator/env", "/actuator/heapdump",
            "/actuator/health-of-others", "/actuator/metrics", "/actuator/loggers"})
    void showsNothingButHealthToOthersThanOperators(String path) {
        assertProblem(get(path), "UNAUTHENTICATED", 401);
        assertProblem(send("GET", path, api.tokens().member("demo", "owner"), null), "FORBIDDEN", 403);
    }

    @Test
    void saysOfItsHealthNoMoreThanHowItIs() {
        for (var path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            assertThat(json(get(path)).propertyNames()).doesNotContain("components", "details");
        }
    }

    @Test
    void asksForATokenThatSaysWhoItIs() {
        for (Object workspaces : List.of("demo", List.of("demo"), 7, Map.of("demo", "emperor"), Map.of("demo", 1),
                Map.of("no blanks", "owner"), Map.of("a".repeat(65), "owner"), Map.of("demo", Map.of()))) {
            assertProblem(send("GET", "/api/workspaces", api.tokens().signed(Tokens.claims("kim", workspaces)), null),
                    "UNAUTHENTICATED", 401);
        }
        assertProblem(send("GET", "/api/workspaces", api.tokens().signed(Tokens.claims(" ", Map.of())), null),
                "UNAUTHENTICATED", 401);
    }

    @Test
    void carriesTheTraceOfTheCaller() {
        var request = HttpRequest.newBuilder(uri("/api/lora"))
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .build();
        assertThat(json(sent(request)).required("traceId").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void refusesToStartWithALocalAndARealIssuer() {
        assertThatThrownBy(() -> RunningLoraApi.startBeside(api, List.of(
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=https://login.example.org")))
                .rootCause()
                .hasMessageContaining("Both a local issuer")
                .hasMessageContaining("Remove one of them");
    }

    private static void assertProblem(HttpResponse<String> response, String code, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = json(response);
        assertThat(problem.required("code").asString()).isEqualTo(code);
        assertThat(problem.required("status").asInt()).isEqualTo(status);
        assertThat(problem.required("success").asBoolean()).isFalse();
        assertThat(problem.required("error").asString()).isNotBlank();
        assertThat(problem.required("type").asString()).startsWith("https://lorikeet.dev/problems/");
        assertThat(problem.required("instance").asString()).isEqualTo(response.uri().getPath());
    }

    private String token(String body) {
        return json(send("POST", "/dev/token", null, body)).required("token").asString();
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, null, null);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token,
            @Nullable String body) {
        var request = HttpRequest.newBuilder(uri(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return sent(request.build());
    }

    private HttpResponse<String> sent(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
