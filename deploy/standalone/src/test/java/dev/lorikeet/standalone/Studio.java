package dev.lorikeet.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Orders videos, and makes RunPod's stand-in misbehave. */
final class Studio {
    /** A job whose question to RunPod died with us waits until RunPod must have forgotten it, which is three minutes. */
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

    private final HttpClient http = HttpClient.newHttpClient();
    private final LoraClient client;
    private final String standIn;

    Studio(int port) {
        this(new LoraClient(port), port);
    }

    Studio(LoraClient client, int port) {
        this.client = client;
        this.standIn = "http://127.0.0.1:" + (port + 4) + "/stand-in/wan22";
    }

    LoraClient client() {
        return client;
    }

    /** Proven, and known to generation-service. */
    String high(String name, int fill) {
        var id = proven(name, fill);
        awaitFit(body("a", id, "", "fail"));
        return id;
    }

    /** Its other half. */
    String low(String name, int fill) {
        var id = proven(name, fill);
        awaitFit(body("a", "", id, "fail"));
        return id;
    }

    private String proven(String name, int fill) {
        var id = client.upload(name, WanLora.bytes(fill));
        await().atMost(LIMIT).until(() -> client.status(id), "ready"::equals);
        return id;
    }

    private void awaitFit(String order) {
        await().atMost(LIMIT).until(() -> fits(order));
    }

    /** News takes its time. */
    void awaitUnfit(String order) {
        await().atMost(LIMIT).until(() -> !fits(order));
    }

    private boolean fits(String order) {
        return client.generation("POST", "/api/generate/check", order).json().required("ok").asBoolean();
    }

    static String body(String prompt, String high, String low, String onLoraFailure) {
        return """
                {"model":"wan22","onLoraFailure":"%s",
                 "parameters":{"prompt":"%s","lora_high":"%s","lora_low":"%s"},"weights":{"lora_high":0.8}}"""
                .formatted(onLoraFailure, prompt, high, low);
    }

    String order(String body) {
        var answer = client.generation("POST", "/api/generate", body);
        assertThat(answer.status()).as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        return answer.json().required("job").required("id").asString();
    }

    JsonNode job(String id) {
        return client.generation("GET", "/api/generate/" + id, null).json().required("job");
    }

    JsonNode ended(String id) {
        return await().atMost(LIMIT).until(() -> job(id), job -> ENDS.contains(job.required("status").asString()));
    }

    void misbehave(String faults) {
        var request = HttpRequest.newBuilder(URI.create(standIn + "/faults"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(faults))
                .build();
        assertThat(http.sendAsync(request, BodyHandlers.ofString()).join().statusCode()).isEqualTo(200);
    }
}
