package dev.lorikeet.delivery;

import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.event.WireRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

final class KafkaRecordsTest {
    private static final byte[] NO_TEXT = {'{', (byte) 0xC3, 0x28, 0};

    /** Found by the simulation: it could not be put aside, and everything behind it waited for ever. */
    @Test
    void aBodyIsNotEncodedBecauseSomebodyElseSaysSo() {
        var read = KafkaRecords.read(arrived(Map.of(KafkaRecords.BODY_ENCODING, "base64"), "*** no base64 ***"
                .getBytes(UTF_8)));
        assertThat(read.headers()).isEmpty();
        assertThat(read.body()).isEqualTo("*** no base64 ***");
        assertThat(KafkaRecords.write(read).value()).asString(UTF_8).isEqualTo("*** no base64 ***");
    }

    @Test
    void aBodyThatIsNoTextIsPutAsideAsItCame() {
        var read = KafkaRecords.read(arrived(Map.of("a", "b"), NO_TEXT));
        var written = KafkaRecords.write(new WireRecord("elsewhere", read.key(), read.headers(), read.body()));
        assertThat(written.value()).isEqualTo(NO_TEXT);
        assertThat(written.headers().lastHeader(KafkaRecords.BODY_ENCODING)).isNull();
    }

    private static ConsumerRecord<byte[], byte[]> arrived(Map<String, String> headers, byte[] body) {
        var record = new ConsumerRecord<>("topic", 0, 0, "key".getBytes(UTF_8), body);
        new TreeMap<>(headers).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
