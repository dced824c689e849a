package dev.lorikeet.lora.access;

import dev.lorikeet.http.access.Api;
import dev.lorikeet.http.access.OpenPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** What a browser loads before it can have a token, and where a laptop gets one. */
@Configuration(proxyBeanMethods = false)
class OpenPathsConfiguration {

    @Bean
    OpenPaths openPaths() {
        return OpenPaths.none()
                .and(HttpMethod.GET, "/", "/index.html", "/favicon.ico", "/assets/**", "/config.json")
                .and(HttpMethod.POST, "/dev/token");
    }

    @Bean
    Api api() {
        return Api.library;
    }
}
