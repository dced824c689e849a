package dev.lorikeet.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.TreeMap;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Our text records as Kafka's bytes and back. A body that is not text at all still has to survive a dead-letter topic
 * and the way back, so within the process it is base64 under a header that says so. That header never travels: where it
 * arrives, somebody else wrote it, and to believe it would mean a record that can be neither read nor put aside.
 */
final class KafkaRecords {
    static final String BODY_ENCODING = "lorikeet-body-encoding";
    private static final String BASE64 = "base64";

    private KafkaRecords() {}

    static ProducerRecord<byte[], byte[]> write(WireRecord record) {
        var written = new ProducerRecord<byte[], byte[]>(record.topic(), record.key().getBytes(UTF_8), body(record));
        record.headers().forEach((name, value) -> {
            if (!name.equals(BODY_ENCODING)) {
                written.headers().add(name, value.getBytes(UTF_8));
            }
        });
        return written;
    }

    static WireRecord read(ConsumerRecord<byte[], byte[]> record) {
        var headers = new TreeMap<String, String>();
        for (var header : record.headers()) {
            if (header.value() != null && !header.key().equals(BODY_ENCODING)) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        var text = record.value() == null ? null : text(record.value());
        if (record.value() != null && text == null) {
            headers.put(BODY_ENCODING, BASE64);
            text = Base64.getEncoder().encodeToString(record.value());
        }
        var key = record.key() == null ? "" : new String(record.key(), UTF_8);
        return new WireRecord(record.topic(), key, headers, text);
    }

    private static byte @Nullable [] body(WireRecord record) {
        var body = record.body();
        if (body == null) {
            return null;
        }
        boolean encoded = BASE64.equals(record.headers().get(BODY_ENCODING));
        return encoded ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
