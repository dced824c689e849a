package dev.lorikeet.embedded.runpod;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/** What generate_video's handler does with its input, in its order and in its words. */
final class GenerateVideoRules {
    static final String NO_VIDEO = "비디오를를 찾을 수 없습니다.";
    static final Outcome REJECTED = new Outcome.Raised("Exception", "HTTP Error 400: Bad Request");
    private static final int SLOTS = 4;
    private static final List<String> PICTURES = List.of("image_path", "image_url", "image_base64");

    private GenerateVideoRules() {}

    static Optional<Outcome> complaint(JsonNode input, EndpointSettings settings) {
        return picture(input)
                .or(() -> pairsAreNull(input))
                .or(() -> Personality.requireKeys(input, List.of("prompt", "seed", "cfg", "width", "height")))
                .or(() -> sizes(input))
                .or(() -> loras(input, settings));
    }

    /** The first key that is there decides, whatever its value. Without any the worker takes a picture of its own. */
    private static Optional<Outcome> picture(JsonNode input) {
        return PICTURES.stream().filter(input::has).findFirst().flatMap(key -> picture(key, input.path(key)));
    }

    private static Optional<Outcome> picture(String key, JsonNode value) {
        if (!value.isString()) {
            return Optional.of(new Outcome.Raised("AttributeError", "'NoneType' object has no attribute 'startswith'"));
        }
        var text = value.asString();
        return switch (key) {
            case "image_url" -> text.startsWith("http")
                    ? Optional.empty()
                    : Optional.of(new Outcome.Raised("Exception", "URL 다운로드 실패: " + text));
            case "image_base64" -> base64(text);
            default -> Optional.empty();
        };
    }

    /** A data URI decodes to a broken picture, which ComfyUI refuses later and says nothing more. */
    private static Optional<Outcome> base64(String text) {
        if (text.startsWith("data:")) {
            return Optional.of(REJECTED);
        }
        try {
            Base64.getMimeDecoder().decode(text);
            return Optional.empty();
        } catch (IllegalArgumentException broken) {
            return Optional.of(new Outcome.Raised("Exception", "Base64 디코딩 실패: " + broken.getMessage()));
        }
    }

    private static Optional<Outcome> pairsAreNull(JsonNode input) {
        return input.path("lora_pairs").isNull()
                ? Optional.of(new Outcome.Raised("TypeError", "object of type 'NoneType' has no len()"))
                : Optional.empty();
    }

    private static Optional<Outcome> sizes(JsonNode input) {
        return Stream.of("width", "height").anyMatch(key -> !input.path(key).isNumber())
                ? Optional.of(new Outcome.Raised("ValueError", "could not convert string to float"))
                : Optional.empty();
    }

    /** What is beyond the fourth pair is silently left out. */
    private static Optional<Outcome> loras(JsonNode input, EndpointSettings settings) {
        return input.path("lora_pairs")
                .valueStream()
                .limit(SLOTS)
                .flatMap(pair -> Stream.of("high", "low").map(pair::path).filter(JsonNode::isString))
                .map(JsonNode::asString)
                .anyMatch(settings::lacks) ? Optional.of(REJECTED) : Optional.empty();
    }
}
