package dev.lorikeet.embedded.runpod;

import tools.jackson.databind.JsonNode;

/**
 * Work for somebody outside, to be ended with {@link RunPodCloud#finish}.
 *
 * @param pace how much slower than usual it should be done
 */
public record Assignment(String endpoint, String job, int attempt, JsonNode input, EndpointSettings settings,
        int pace) {}
