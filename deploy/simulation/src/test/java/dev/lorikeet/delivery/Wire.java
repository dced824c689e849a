package dev.lorikeet.delivery;

import java.util.Arrays;
import java.util.Map;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What becomes of a record on its way through Kafka, where all is bytes. */
public final class Wire {
    private Wire() {}

    /** Such as anybody can write, ours or not. */
    public static WireRecord read(String topic, byte @Nullable [] key, Map<String, String> headers,
            byte @Nullable [] body) {
        var record = new ConsumerRecord<byte[], byte[]>(topic, 0, 0, key, body);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return KafkaRecords.read(record);
    }

    /** One of ours, as it is read again. */
    public static WireRecord passed(WireRecord record) {
        var written = KafkaRecords.write(record);
        var read = new ConsumerRecord<byte[], byte[]>(written.topic(), 0, 0, written.key(), written.value());
        Arrays.stream(written.headers().toArray()).forEach(read.headers()::add);
        return KafkaRecords.read(read);
    }
}
