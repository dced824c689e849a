package dev.lorikeet.generation.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** Reads the models once, at start: a mistake in them stops the service before it takes an order. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {
    private static final String INCLUDED = "classpath:models.yaml";

    @Bean
    Models models(ModelsSettings settings, Environment environment, ResourceLoader resources) {
        var file = settings.file();
        var location = file == null ? INCLUDED : file.toUri().toString();
        var name = file == null ? "models.yaml" : file.toString();
        try {
            return ModelsFile.read(name, text(resources, location), environment::resolveRequiredPlaceholders,
                    graph -> text(resources, beside(file, graph)));
        } catch (UncheckedIOException unreadable) {
            throw new IllegalStateException("lorikeet.models.file cannot be read: " + name
                    + ". Name a readable YAML file, or leave it out to use the models that come with the service.",
                    unreadable);
        }
    }

    /** A graph without a scheme lies in the folder of the file that names it. */
    private static String beside(@Nullable Path file, String graph) {
        return file == null || graph.contains(":") ? graph : file.resolveSibling(graph).toUri().toString();
    }

    private static String text(ResourceLoader resources, String location) {
        try {
            return resources.getResource(location).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
