package dev.lorikeet.generation.callback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

final class CallbackBodyTest {
    private static final int CHUNK = 64 * 1024;
    private static final int FORTY_MEGABYTES = 640;

    private static final CallbackLimits LIMITS = new CallbackLimits(DataSize.ofMegabytes(48), Duration.ofSeconds(30));

    private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"id\":\"abc-u1\"}|abc-u1",
            "{\"delayTime\":7,\"input\":{\"id\":\"inner\"},\"id\":\"outer\",\"output\":[1]}|outer",
            "{\"id\":\"first\",\"output\":\"cut off he|first"})
    void findsWhatTheJobIsCalled(String body, String id) {
        assertThat(read(body)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"id\":7}", "{\"id\":null}", "{\"id\":\"a b\"}",
            "{\"id\":\"../x\"}", "nonsense", "{\"output\":{\"id\":\"inner\"}}", "\u0000"})
    void findsNothingInWhatDoesNotSayIt(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void keepsNothingOfALargeBodyWhileItComes() {
        var before = new ArrayList<NettyDataBuffer>();
        var body = Flux.range(0, FORTY_MEGABYTES).map(number -> {
            assertThat(before).allMatch(chunk -> chunk.getNativeBuffer().refCnt() == 0);
            before.clear();
            var chunk = buffers.allocateBuffer(CHUNK);
            chunk.write(number == 0 ? "{\"id\":\"large\",\"output\":\"" : "A".repeat(CHUNK), StandardCharsets.UTF_8);
            before.add(chunk);
            return (DataBuffer) chunk;
        });
        assertThat(CallbackBody.remoteJob(body, LIMITS).block()).isEqualTo("large");
        assertThat(before).allMatch(chunk -> chunk.getNativeBuffer().refCnt() == 0);
    }

    @Test
    void readsNoMoreThanItMust() {
        var limits = new CallbackLimits(DataSize.ofBytes(3 * CHUNK), Duration.ofSeconds(30));
        var chunks = new AtomicInteger();
        var endless = Flux.<DataBuffer>generate(sink -> sink.next(buffers.wrap((chunks.getAndIncrement() == 0
                ? "{\"id\":\"endless\",\"output\":\""
                : "A".repeat(CHUNK)).getBytes(StandardCharsets.UTF_8))));
        assertThat(CallbackBody.remoteJob(endless, limits).block()).isEqualTo("endless");
        assertThat(chunks).hasValue(4);
    }

    @Test
    void waitsNoLongerThanItMust() {
        var limits = new CallbackLimits(DataSize.ofMegabytes(1), Duration.ofMillis(50));
        var slow = Flux.<DataBuffer>just(buffers.wrap("{\"id\":\"slow\",".getBytes(StandardCharsets.UTF_8)))
                .concatWith(Flux.never());
        assertThat(CallbackBody.remoteJob(slow, limits).block()).isEqualTo("slow");
    }

    private String read(String body) {
        return List.of(body)
                .stream()
                .map(text -> Flux.<DataBuffer>just(buffers.wrap(text.getBytes(StandardCharsets.UTF_8))))
                .map(chunks -> CallbackBody.remoteJob(chunks, LIMITS).block())
                .findFirst()
                .orElseThrow();
    }
}
