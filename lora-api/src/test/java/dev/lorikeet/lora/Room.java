package dev.lorikeet.lora;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.http.testing.ApiClient;
import dev.lorikeet.lora.lifecycle.LoraCommand.Prove;
import dev.lorikeet.lora.lifecycle.LoraSamples;
import dev.lorikeet.lora.upload.LoraUploads;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A workspace of a test, and LoRAs in it in every state that a route needs. */
record Room(RunningLoraApi api, ApiClient client, HttpClient http, String workspace) {
    static final int SIZE = 100;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TICKET = "{\"fileName\":\"rain.safetensors\",\"fileSize\":" + SIZE + "}";

    ApiClient owner() {
        return client.as(api.tokens().member(workspace, "owner"));
    }

    JsonNode ticket() {
        return owner().post("/api/lora/upload", TICKET).json();
    }

    String uploading() {
        return id(ticket());
    }

    /** The bytes are there, and nobody has said so yet. */
    String uploaded() {
        var ticket = ticket();
        put(ticket);
        return id(ticket);
    }

    /** Proven, as if by storage-worker. */
    String ready() {
        var ticket = ticket();
        var etag = put(ticket);
        assertThat(owner().post("/api/lora/" + id(ticket) + "/upload/complete", "{}").status()).isEqualTo(202);
        var key = new ObjectKey(ticket.required("lora").required("s3Path").asString());
        api.context()
                .getBean(LoraUploads.class)
                .settle(new LoraId(id(ticket)),
                        new Prove(new StoredObject(key, SIZE, ETag.fromHeader(etag)), LoraSamples.facts()))
                .block(LIMIT);
        return id(ticket);
    }

    String deleting() {
        var lora = ready();
        assertThat(owner().delete("/api/lora/" + lora).status()).isEqualTo(200);
        return lora;
    }

    String put(JsonNode ticket) {
        return put(ticket.required("upload").required("parts").required(0), new byte[SIZE]);
    }

    /** Sends one part as a browser does; its ETag. */
    String put(JsonNode part, byte[] bytes) {
        var request = HttpRequest.newBuilder(URI.create(part.required("url").asString()))
                .PUT(BodyPublishers.ofByteArray(bytes));
        part.required("headers")
                .propertyStream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length"))
                .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
                .forEach(header -> request.header(header.getKey(), header.getValue().asString()));
        var stored = http.sendAsync(request.build(), BodyHandlers.ofString()).join();
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
        return stored.headers().firstValue("ETag").orElseThrow();
    }

    static String id(JsonNode answer) {
        return answer.required("lora").required("id").asString();
    }
}
