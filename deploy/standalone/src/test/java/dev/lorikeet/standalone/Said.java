package dev.lorikeet.standalone;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.event.CloudEventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One record of a topic, in text.
 *
 * @param body absent when it says that there is nothing any more
 */
record Said(String key, Map<String, String> headers, @Nullable String body) {
    private static final String DIRECT = ".direct";

    static Said of(ConsumerRecord<String, byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        var value = record.value();
        return new Said(record.key(), headers, value == null ? null : new String(value, StandardCharsets.UTF_8));
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String id() {
        return header(CloudEventHeaders.ID);
    }

    long sequence() {
        return Long.parseLong(header(CloudEventHeaders.SEQUENCE));
    }

    /** Past its document, which could not be saved. */
    boolean isDirect() {
        return id().endsWith(DIRECT);
    }

    /** Such as {@code lora-api/loras}. */
    String collection() {
        return header(CloudEventHeaders.SOURCE).substring(1);
    }

    /** The document that announced it: the id of an event is the document's, its version, and a number. */
    String document() {
        var id = id();
        var withVersion = id.substring(0, id.lastIndexOf('.'));
        return withVersion.substring(0, withVersion.lastIndexOf('.'));
    }

    Tree content() {
        return new Tree(body == null ? null : JsonMapper.shared().readValue(body, Map.class));
    }

    @Override
    public String toString() {
        return id() + " (" + header(CloudEventHeaders.TYPE) + ") of " + header(CloudEventHeaders.SOURCE);
    }
}
