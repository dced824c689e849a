package dev.lorikeet.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.delivery.Ids;
import dev.lorikeet.trace.Trace;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a body to the refusals of the server itself, which come before any route and any filter of ours: a request that
 * is not HTTP, an address that is none, a line or headers that are too long. One for each connection.
 */
final class RefusalsBeforeRoutes extends ChannelDuplexHandler {
    /** What the filters of security give to all other answers. */
    private static final Map<String, String> GUARDS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    /** As long as a client may take to hear a refusal while it is still sending. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    private final JsonMapper json;
    private final Ids ids;
    /** The requests of this connection that are not answered yet. */
    private final Queue<HttpRequest> open = new ArrayDeque<>();
    private boolean parting;

    RefusalsBeforeRoutes(JsonMapper json, Ids ids) {
        this.json = json;
        this.ids = ids;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (parting) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            open.add(request);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var request = message instanceof HttpResponse response && response.status().code() >= 200 ? open.poll() : null;
        if (message instanceof FullHttpResponse full && isBare(full)) {
            var written = promise.unvoid();
            var _ = context.channel().closeFuture().addListener(_ -> written.trySuccess());
            var _ = context.write(answer(full, request)).addListener(_ -> part(context));
        } else {
            var _ = context.write(message, promise);
        }
    }

    /**
     * Whatever else the client has sent on this connection, it is not to be trusted to begin with a request. It is read
     * nevertheless: a connection that is closed with something unread is reset, and the answer is lost with it.
     */
    private void part(ChannelHandlerContext context) {
        parting = true;
        if (context.channel() instanceof DuplexChannel channel) {
            var _ = channel.shutdownOutput();
        }
        context.read();
        var _ = context.executor().schedule(() -> {
            var _ = context.close();
        }, PARTING.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (parting) {
            context.read();
        }
    }

    /**
     * Answers what the server only believes it has refused. While the answer before is out but not yet cleared away,
     * Reactor Netty 1.3 hands the refusal to that one, which drops it, and the client would wait for ever.
     */
    static void answerWhatWasDropped(Channel channel) {
        var context = channel.pipeline().context(RefusalsBeforeRoutes.class);
        if (context != null && context.handler() instanceof RefusalsBeforeRoutes refusals) {
            refusals.answerWhatWasDropped(context);
        }
    }

    private void answerWhatWasDropped(ChannelHandlerContext context) {
        var dropped = open.poll();
        if (dropped != null) {
            var status = dropped.decoderResult().cause() instanceof TooLongFrameException
                    ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                    : HttpResponseStatus.BAD_REQUEST;
            var bare = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
            var _ = context.writeAndFlush(answer(bare, dropped)).addListener(_ -> part(context));
        }
    }

    private HttpResponse answer(FullHttpResponse bare, @Nullable HttpRequest request) {
        bare.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return withProblem(bare, request);
    }

    private static boolean isBare(FullHttpResponse response) {
        return response.status().code() >= 400 && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private HttpResponse withProblem(FullHttpResponse bare, @Nullable HttpRequest request) {
        var type = Problems.typeOf(HttpStatusCode.valueOf(bare.status().code()));
        var read = request == null || request.decoderResult().isFailure() ? null : request;
        var path = read == null ? "/" : read.uri().split("\\?", 2)[0];
        var trace = Trace.of(read == null ? List.of() : read.headers().getAll(Trace.HEADER))
                .orElseGet(() -> Trace.fresh(ids.next()));
        var body = json
                .writeValueAsBytes(Problem.of(type, type.sentence(), type.sentence(), path, trace.id(), List.of()));
        var answer = new DefaultFullHttpResponse(bare.protocolVersion(), HttpResponseStatus.valueOf(type.status()),
                Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(bare.headers())
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .remove(HttpHeaderNames.TRANSFER_ENCODING);
        GUARDS.forEach((name, value) -> answer.headers().set(name, value));
        bare.release();
        return answer;
    }
}
