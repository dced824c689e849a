package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What browsers are told: who may call, where our page may go, and what not to do with our answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserIT {
    private static final String STUDIO = "https://studio.example.org";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    /** Spring Boot's; smaller files would hardly be smaller for it. */
    private static final int WORTH_PACKING = 2048;
    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"/?([^\"]+\\.(?:css|js))\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private RunningLoraApi api;
    private String token;

    @BeforeAll
    void start(@TempDir Path data) {
        api = RunningLoraApi.start(data, "--lorikeet.browser.origins=" + STUDIO,
                "--lorikeet.browser.connect=http://localhost:8081,http://localhost:8083",
                "--server.forward-headers-strategy=native");
        token = api.tokens().member("demo", "owner");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void anotherFrontEndOfTheListMayReadAnswers() {
        var answer = get("/api/workspaces", "Origin", STUDIO, "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOW_ORIGIN)).hasValue(STUDIO);
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(exposed -> assertThat(exposed).contains("ETag", "Location", "Retry-After"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void aRefusalIsReadableToThemToo() {
        var refused = get("/api/lora", "Origin", STUDIO);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue(ALLOW_ORIGIN)).hasValue(STUDIO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://studio.example.org", "https://studio.example.org:8443",
            "https://studio.example.org.evil.example", "null"})
    void anyOtherOriginMayNot(String origin) {
        var refused = get("/api/workspaces", "Origin", origin, "Authorization", "Bearer " + token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue(ALLOW_ORIGIN)).isEmpty();
        assertThat(refused.body()).contains("\"FORBIDDEN\"").doesNotContain("demo");
        assertThat(preflight(origin, "GET", "authorization").statusCode()).isEqualTo(403);
    }

    @Test
    void theListMayChangeALoraUnderTheConditionThatItIsStillTheSame() {
        var allowed = preflight(STUDIO, "PATCH", "authorization,content-type,if-match,x-workspace-id");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue(ALLOW_ORIGIN)).hasValue(STUDIO);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("PATCH"));
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).containsIgnoringCase("if-match"));
        assertThat(allowed.headers().firstValue("Access-Control-Max-Age")).hasValue("3600");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight(STUDIO, "PUT", "authorization").statusCode()).isEqualTo(403);
        assertThat(preflight(STUDIO, "PATCH", "cookie").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/api-docs.html", "/config.json", "/openapi.yaml", "/api/workspaces",
            "/api/lora", "/api/lora/none", "/api/no-such-thing", "/api/lora?limit=nonsense", "/actuator/health",
            "/actuator/env", "/assets/none.css"})
    void everyAnswerIsGuarded(String path) {
        assertGuarded(get(path, "Authorization", "Bearer " + token));
        var anonymous = get(path);
        assertGuarded(anonymous);
        assertThat(anonymous.headers().firstValue("Permissions-Policy")).hasValueSatisfying(
                policy -> assertThat(policy).contains("camera=()", "microphone=()", "geolocation=()"));
        assertThat(anonymous.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                policy -> assertThat(policy).contains("connect-src 'self' http://localhost:8081"
                        + " http://localhost:8083;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/lora/a%2Fb", "/api/lora/%00", "/api/lora/a;b"})
    void soAreTheRefusalsOfTheServerItself(String path) {
        var refused = get(path);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"traceId\"");
        assertGuarded(refused);
    }

    @Test
    void demandsEncryptionOnlyWhereThereIsSome() {
        assertThat(get("/api/lora").headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(get("/api/lora", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "lorikeet.example.org")
                .headers()
                .firstValue("Strict-Transport-Security")).hasValueSatisfying(
                        demand -> assertThat(demand).contains("max-age=31536000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index.html", "/api-docs.html"})
    void thePagesNeedNothingThatTheirPolicyForbids(String path) {
        var page = get(path).body();
        assertThat(page).doesNotContain("<style", "style=", "onclick=", "onload=", "://")
                .doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(filesOf(page)).isNotEmpty()
                .allSatisfy(file -> assertThat(get(file).statusCode()).as(file).isEqualTo(200));
    }

    @Test
    void theFilesOfThePageAreKeptForGoodAndThePageIsNot() {
        assertThat(get("/").headers().firstValue("Cache-Control")).hasValueSatisfying(
                kept -> assertThat(kept).contains("no-store"));
        assertThat(filesOf(get("/").body())).isNotEmpty().allSatisfy(file -> {
            var answer = get(file, "Accept-Encoding", "gzip");
            assertThat(answer.headers().firstValue("Cache-Control")).as(file)
                    .hasValueSatisfying(kept -> assertThat(kept).contains("max-age=31536000", "immutable"));
            // Small ones may go either way: what was sent before on the same connection seems to decide.
            if (get(file).body().length() >= WORTH_PACKING) {
                assertThat(answer.headers().firstValue("Content-Encoding")).as(file).hasValue("gzip");
            }
        });
    }

    private static List<String> filesOf(String page) {
        return LOADED.matcher(page).results().map(match -> "/" + match.group(1)).toList();
    }

    private static void assertGuarded(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValueSatisfying(
                cached -> assertThat(cached).contains("no-store"));
        assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                policy -> assertThat(policy.replace("style-src 'self' 'unsafe-inline';", ""))
                        .contains("default-src ", "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "script-src"));
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private HttpResponse<String> preflight(String origin, String method, String headers) {
        return sent(request("/api/lora/a", "Origin", origin, "Access-Control-Request-Method", method,
                "Access-Control-Request-Headers", headers).method("OPTIONS", BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return sent(request(path, headers).GET());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }
}
