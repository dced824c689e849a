package dev.lorikeet.http.access;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class BrowserRulesTest {

    @Test
    void letsOurPageGoWhereItHasToAndNowhereElse() {
        var policy = new BrowserRules(List.of(), List.of(URI.create("http://localhost:8081"),
                URI.create("https://s3.example.org"))).contentPolicy();
        assertThat(policy)
                .contains("default-src 'self';", "style-src 'self' 'unsafe-inline';",
                        "connect-src 'self' http://localhost:8081 https://s3.example.org;",
                        "img-src 'self' data: blob: http://localhost:8081 https://s3.example.org;",
                        "object-src 'none';", "base-uri 'none';", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src", "*");
    }

    @Test
    void staysAtHomeIfNothingIsConfigured() {
        assertThat(new BrowserRules(List.of(), List.of()).contentPolicy())
                .contains("connect-src 'self';", "img-src 'self' data: blob:;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "studio.example.org", "https:/a", "https://studio.example.org/",
            "https://studio.example.org/app", "https://studio.example.org?a=b", "https://studio.example.org#a",
            "https://kim@studio.example.org", "ftp://studio.example.org", "javascript://studio.example.org",
            "https://a.example;script-src", "https://*.example.org", "https://a.example,b.example"})
    void takesNothingButOrigins(String text) {
        var origin = List.of(URI.create(text));
        assertThatThrownBy(() -> new BrowserRules(origin, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lorikeet.browser.origins takes origins such as https://studio.example.org");
        assertThatThrownBy(() -> new BrowserRules(List.of(), origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lorikeet.browser.connect");
    }
}
