package dev.lorikeet.embedded.runpod.work;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/**
 * A LoRA as the input's {@code lorikeet} block describes it.
 *
 * @param name what people call it
 * @param size empty when it was not said, like the digest and the ETag
 */
record LoraFile(String adapterName, String name, Optional<URI> url, Optional<Long> size, Optional<String> etag,
        Optional<String> sha256, String expert, double weight) {

    static List<LoraFile> in(JsonNode input) {
        return input.path("lorikeet").path("loras").valueStream().map(LoraFile::read).toList();
    }

    private static LoraFile read(JsonNode lora) {
        var adapterName = lora.path("adapterName").asString("lora");
        return new LoraFile(adapterName, lora.path("name").asString(adapterName),
                lora.path("url").stringValueOpt().map(URI::create),
                Optional.of(lora.path("size")).filter(JsonNode::isNumber).map(JsonNode::asLong),
                lora.path("etag").stringValueOpt(), lora.path("sha256").stringValueOpt(),
                lora.path("expert").asString(""), lora.path("weight").asDouble(1));
    }

    /** For the picture. */
    String line() {
        return "%-4s %.2f %s".formatted(expert, weight, name);
    }
}
