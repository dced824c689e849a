package dev.lorikeet.http;

import java.util.Set;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** How a service answers over HTTP, whatever it answers. Comes with {@code AccessConfiguration}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodyLimits.class)
@Import({ContractController.class, JsonOnlyConfiguration.class, Problems.class, RefusalsConfiguration.class,
        Traces.class})
public class HttpConfiguration {
    private static final Set<String> PAGE = Set.of("/api-docs.html", "/api-docs.css", "/api-docs.js");

    /** The page that shows the contract. It lies outside the folders that every service on the class path serves. */
    @Bean
    RouterFunction<ServerResponse> pageOfTheContract() {
        return RouterFunctions.resources(request -> PAGE.contains(request.path())
                ? Mono.just(new ClassPathResource("api-docs" + request.path()))
                : Mono.empty());
    }
}
