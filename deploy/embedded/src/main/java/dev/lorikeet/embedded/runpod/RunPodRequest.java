package dev.lorikeet.embedded.runpod;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request to RunPod.
 *
 * @param path from {@code /v2} on, without the query
 * @param authorization the header, with or without {@code Bearer}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RunPodRequest(String method, String path, Map<String, String> query, @Nullable String authorization,
        byte[] body) {

    public static RunPodRequest get(String path, @Nullable String authorization) {
        return new RunPodRequest("GET", path, Map.of(), authorization, new byte[0]);
    }

    public static RunPodRequest post(String path, @Nullable String authorization, byte[] body) {
        return new RunPodRequest("POST", path, Map.of(), authorization, body);
    }
}
