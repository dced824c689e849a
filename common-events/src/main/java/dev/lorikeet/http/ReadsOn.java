package dev.lorikeet.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Reads on where Reactor Netty has forgotten to: now and then a connection on which everything is answered reads nothing
 * any more, and the client's next request would wait for ever (docs/decisions.md). Looked at a moment after each answer;
 * where nothing was forgotten, asking once more changes nothing. One for each connection.
 */
final class ReadsOn extends ChannelDuplexHandler {
    static final Duration MOMENT = Duration.ofMillis(200);

    private int open;
    private boolean looking;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            open++;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var _ = context.write(message, promise);
        if (isEnd(message) && open > 0) {
            open--;
            lookSoon(context);
        }
    }

    /** A whole response that only says "go on" is not the end of any. */
    private static boolean isEnd(Object message) {
        return message instanceof LastHttpContent
                && !(message instanceof HttpResponse response && response.status().code() < 200);
    }

    private void lookSoon(ChannelHandlerContext context) {
        if (!looking) {
            looking = true;
            var _ = context.executor().schedule(() -> look(context), MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** While something is open its answer looks again, and a client cannot fill the queue of what waits for its turn. */
    private void look(ChannelHandlerContext context) {
        looking = false;
        if (open == 0) {
            context.read();
        }
    }
}
