package dev.lorikeet.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

final class ReadsOnTest {
    private final Reads reads = new Reads();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    ReadsOnTest() {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(reads, new ReadsOn());
        channel.freezeTime();
    }

    /** How often anybody wanted to read. */
    private static final class Reads extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext context) {
            count++;
            context.read();
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void readsOnAMomentAfterEverythingIsAnswered() {
        asked();
        answered(HttpResponseStatus.OK);
        assertThat(reads.count).isZero();
        aMomentPasses();
        assertThat(reads.count).isOne();
    }

    @Test
    void doesNotWhileSomethingWaitsForItsAnswer() {
        asked();
        asked();
        answered(HttpResponseStatus.OK);
        aMomentPasses();
        assertThat(reads.count).isZero();
        answered(HttpResponseStatus.NOT_FOUND);
        aMomentPasses();
        assertThat(reads.count).isOne();
    }

    @Test
    void takesGoOnForNoAnswer() {
        asked();
        answered(HttpResponseStatus.CONTINUE);
        aMomentPasses();
        assertThat(reads.count).isZero();
    }

    private void asked() {
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }

    private void answered(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    private void aMomentPasses() {
        channel.advanceTimeBy(ReadsOn.MOMENT.toMillis(), MILLISECONDS);
        channel.runScheduledPendingTasks();
    }
}
