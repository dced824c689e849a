package dev.lorikeet.generation.callback;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

final class CallbackBodyTest {
    private static String read(String... chunks) {
        return CallbackBody.remoteJob(Flux.fromArray(chunks)
                .<DataBuffer>map(chunk -> DefaultDataBufferFactory.sharedInstance.wrap(
                        chunk.getBytes(StandardCharsets.UTF_8))))
                .blockOptional()
                .orElseThrow();
    }

    @Test
    void findsTheIdWhereverItIsAmongTheFirst64KiB() {
        assertThat(read("{\"id\":\"one-u1\"}")).isEqualTo("one-u1");
        assertThat(read("{\"delayTime\":1,\"executionTime\":2,\"i", "d\":\"one", "-u1\",\"input\":{}}"))
                .isEqualTo("one-u1");
        assertThat(read("{\"input\":{\"id\":\"another\",\"image\":\"" + "A".repeat(60_000) + "\"},\"id\":\"one-u1\"}"))
                .isEqualTo("one-u1");
        assertThat(read("{\"output\":[[{\"id\":\"another\"}]],\"id\":\"one-u1\"}")).isEqualTo("one-u1");
        assertThat(read("{\"id\":\"one-u1\",\"input\":\"" + "A".repeat(70_000))).isEqualTo("one-u1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"id\"", "{}", "{\"id\":1}", "{\"id\":null}", "{\"id\":\"\"}",
            "{\"id\":\"../status\"}", "{\"id\":{\"id\":\"one-u1\"}}", "{\"input\":{\"id\":\"one-u1\"}}", "{\"id\"",
            "<html>", "\u0000\u0001", "id=one-u1", "{\"ID\":\"one-u1\"}"})
    void findsNothingInNonsense(String body) {
        assertThat(read(body)).isEmpty();
    }

    @Test
    void findsNothingThatComesLater() {
        assertThat(read("{\"input\":\"" + "A".repeat(70_000) + "\",\"id\":\"one-u1\"}")).isEmpty();
        assertThat(read("{\"a\":".repeat(5000))).isEmpty();
    }

    /** Each chunk is given back before the next one is asked for. */
    @Test
    void letsGoOfFortyMegabytesAsTheyCome() {
        var factory = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        var last = new ByteBuf[1];
        var id = CallbackBody.remoteJob(Flux.range(0, 640).map(number -> {
            if (last[0] != null && last[0].refCnt() > 0) {
                most.set(Math.max(most.get(), held.incrementAndGet()));
            }
            var buffer = factory.allocateBuffer(65_536);
            buffer.write((number == 0 ? "{\"id\":\"one-u1\",\"input\":\"" : "A".repeat(65_536))
                    .getBytes(StandardCharsets.UTF_8));
            last[0] = NettyDataBufferFactory.toByteBuf(buffer);
            return buffer;
        })).blockOptional().orElseThrow();
        assertThat(id).isEqualTo("one-u1");
        assertThat(most).hasValue(0);
        assertThat(last[0].refCnt()).isZero();
    }
}
