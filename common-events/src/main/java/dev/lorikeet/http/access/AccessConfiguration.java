package dev.lorikeet.http.access;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import dev.lorikeet.http.HttpConfiguration;
import dev.lorikeet.http.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Everything needs a bearer token or the key of a machine, except the contract, health, and what a service has opened. A
 * service imports this, and says in a bean of {@link OpenPaths} what that is, and in one of {@link Api} which it is.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableConfigurationProperties({BrowserRules.class, KeySettings.class, RateLimits.class})
@Import(HttpConfiguration.class)
public class AccessConfiguration {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http, Problems problems, Environment environment,
            RateLimits rate, BrowserRules browser, MeterRegistry meters, Bearers bearers, OpenPaths open) {
        refuseTwoIssuers(environment);
        return http
                .addFilterAfter(new RequestRate(rate, problems, meters), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges -> exchanges
                        .matchers(open.matchers())
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, "/openapi.yaml", "/openapi.json", "/api-docs.*")
                        .permitAll()
                        .pathMatchers("/actuator/health/**", "/livez", "/readyz")
                        .permitAll()
                        .matchers(onThePortInside(environment))
                        .permitAll()
                        .pathMatchers("/actuator/**")
                        .hasAuthority(Caller.OPERATOR)
                        .anyExchange()
                        .authenticated())
                .oauth2ResourceServer(server -> server
                        .authenticationManagerResolver(_ -> Mono.just(bearers))
                        .authenticationEntryPoint(problems::handle)
                        .accessDeniedHandler(problems::handle))
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint(problems::handle)
                        .accessDeniedHandler(problems::handle))
                .cors(cors -> cors.configurationSource(origins(browser)))
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(browser.contentPolicy()))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicy(
                                permissions -> permissions.policy("camera=(), microphone=(), geolocation=()")))
                // Browsers send no credentials by themselves here, so there is nothing to forge.
                .csrf(CsrfSpec::disable)
                // Nor is there anything that a session would be for.
                .requestCache(RequestCacheSpec::disable)
                .logout(LogoutSpec::disable)
                .build();
    }

    @Bean
    Keyring keyring(KeySettings settings, MeterRegistry meters) {
        return new Keyring(settings, meters).lookingAgain(Schedulers.boundedElastic());
    }

    @Bean
    Bearers bearers(ReactiveJwtDecoder tokens, Keyring keys, Api api, InstantSource clock) {
        var people = new JwtReactiveAuthenticationManager(new IssuerKeys(tokens));
        people.setJwtAuthenticationConverter(new Callers());
        return new Bearers(people, keys, api, clock);
    }

    /** A port of its own for those who operate: who reaches it is one of them, as with storage-worker. */
    private static ServerWebExchangeMatcher onThePortInside(Environment environment) {
        int inside = environment.getProperty("management.server.port", Integer.class, 0);
        boolean ofItsOwn = inside > 0 && inside != environment.getProperty("server.port", Integer.class, 0);
        return exchange -> {
            var address = exchange.getRequest().getLocalAddress();
            return ofItsOwn && address != null && address.getPort() == inside
                    ? MatchResult.match()
                    : MatchResult.notMatch();
        };
    }

    private static CorsConfigurationSource origins(BrowserRules browser) {
        var rules = new CorsConfiguration();
        rules.setAllowedOrigins(browser.origins().stream().map(URI::toString).toList());
        rules.setAllowedMethods(List.of("GET", "POST", "PATCH", "DELETE"));
        rules.setAllowedHeaders(List.of("Authorization", "Content-Type", "If-Match", "Idempotency-Key",
                "Last-Event-ID", "X-Workspace-Id", "traceparent"));
        rules.setExposedHeaders(List.of("ETag", "Location", "Retry-After"));
        rules.setMaxAge(Duration.ofHours(1));
        var everywhere = new UrlBasedCorsConfigurationSource();
        everywhere.registerCorsConfiguration("/**", rules);
        return everywhere;
    }

    private static void refuseTwoIssuers(Environment environment) {
        boolean local = environment.containsProperty(JWT + "public-key-location")
                || environment.containsProperty("lorikeet.local-issuer.private-key");
        if (local && (environment.containsProperty(JWT + "issuer-uri")
                || environment.containsProperty(JWT + "jwk-set-uri"))) {
            throw new IllegalStateException("Both a local issuer (" + JWT
                    + "public-key-location, lorikeet.local-issuer.private-key) and a real one ("
                    + JWT
                    + "issuer-uri or jwk-set-uri) are configured. Remove one of them: a local issuer gives a token to"
                    + " anybody who asks.");
        }
    }
}
