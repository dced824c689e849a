package dev.lorikeet.generation.models;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the models are described.
 *
 * @param file a YAML file to use instead of the one that comes with the service
 */
@ConfigurationProperties("lorikeet.models")
public record ModelsSettings(@Nullable Path file) {}
