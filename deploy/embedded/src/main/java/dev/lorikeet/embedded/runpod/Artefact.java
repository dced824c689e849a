package dev.lorikeet.embedded.runpod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a worker made: a file and its media type. */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Artefact(byte[] bytes, String mediaType) {
    private static final Artefact TINY = new Artefact(resource("tiny.mp4"), "video/mp4");

    /** A video of a few frames that players play. */
    public static Artefact tinyVideo() {
        return TINY;
    }

    static Artefact noVideo() {
        return new Artefact("this is not a video".getBytes(StandardCharsets.US_ASCII), "video/mp4");
    }

    boolean isVideo() {
        return mediaType.startsWith("video/");
    }

    ObjectNode named(String field) {
        return object().put(field, base64());
    }

    ObjectNode dataUri() {
        return object().put(isVideo() ? "video" : "image", "data:" + mediaType + ";base64," + base64());
    }

    ObjectNode listed() {
        var file = object().put("filename", isVideo() ? "ComfyUI_00001_.mp4" : "ComfyUI_00001_.png")
                .put("type", "base64")
                .put("data", base64());
        return object().set("images", array().add(file));
    }

    private String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    static ArrayNode array() {
        return JsonMapper.shared().createArrayNode();
    }

    /** Whether RunPod would pass it on. */
    static boolean fits(JsonNode output, long limit) {
        return output.toString().length() <= limit;
    }

    private static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(Artefact.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
