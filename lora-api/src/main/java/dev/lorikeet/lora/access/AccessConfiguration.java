package dev.lorikeet.lora.access;

import dev.lorikeet.lora.web.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Everything needs a bearer token, except what a browser loads before it can have one, and health. */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class AccessConfiguration {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @Bean
    SecurityWebFilterChain access(ServerHttpSecurity http, Problems problems, Environment environment) {
        refuseTwoIssuers(environment);
        return http
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers(HttpMethod.GET, "/", "/index.html", "/favicon.ico", "/config.json")
                        .permitAll()
                        .pathMatchers(HttpMethod.GET, "/openapi.yaml", "/openapi.json", "/api-docs.*")
                        .permitAll()
                        .pathMatchers(HttpMethod.POST, "/dev/token")
                        .permitAll()
                        .pathMatchers("/actuator/health/**")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .oauth2ResourceServer(server -> server
                        .jwt(Customizer.withDefaults())
                        .authenticationEntryPoint(problems::handle)
                        .accessDeniedHandler(problems::handle))
                .exceptionHandling(refusals -> refusals
                        .authenticationEntryPoint(problems::handle)
                        .accessDeniedHandler(problems::handle))
                // Browsers send no credentials by themselves here, so there is nothing to forge.
                .csrf(CsrfSpec::disable)
                .build();
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
