package dev.lorikeet.generation.web;

import dev.lorikeet.http.access.Api;
import dev.lorikeet.http.access.OpenPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** RunPod has no token of ours; each of its callbacks has a secret in its address instead. */
@Configuration(proxyBeanMethods = false)
class OpenPathsConfiguration {

    @Bean
    OpenPaths openPaths() {
        return OpenPaths.none().and(HttpMethod.POST, "/webhooks/runpod/**");
    }

    @Bean
    Api api() {
        return Api.generation;
    }
}
