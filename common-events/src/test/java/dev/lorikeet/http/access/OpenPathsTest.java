package dev.lorikeet.http.access;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

import static org.assertj.core.api.Assertions.assertThat;

final class OpenPathsTest {
    private static final OpenPaths CALLBACKS = OpenPaths.none()
            .and(HttpMethod.POST, "/callbacks/**")
            .and(HttpMethod.GET, "/", "/assets/**");

    @Test
    void areOpenInOneMethodEach() {
        assertThat(opens(CALLBACKS, HttpMethod.POST, "/callbacks/a")).isTrue();
        assertThat(opens(CALLBACKS, HttpMethod.GET, "/callbacks/a")).isFalse();
        assertThat(opens(CALLBACKS, HttpMethod.GET, "/")).isTrue();
        assertThat(opens(CALLBACKS, HttpMethod.GET, "/assets/index.css")).isTrue();
        assertThat(opens(CALLBACKS, HttpMethod.POST, "/assets/index.css")).isFalse();
    }

    @Test
    void leaveEverythingElseShut() {
        assertThat(opens(CALLBACKS, HttpMethod.POST, "/callback")).isFalse();
        assertThat(opens(CALLBACKS, HttpMethod.GET, "/api/lora")).isFalse();
        assertThat(opens(OpenPaths.none(), HttpMethod.GET, "/")).isFalse();
    }

    private static boolean opens(OpenPaths paths, HttpMethod method, String path) {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.method(method, path));
        return paths.matchers()
                .matches(exchange)
                .map(MatchResult::isMatch)
                .blockOptional(Duration.ofSeconds(5))
                .orElse(
                        false);
    }
}
