package dev.lorikeet.lora.web;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a body to the refusals of the server itself, which come before any route and any filter of ours: a request that
 * is not HTTP, an address that is none, a line or headers that are too long. One for each connection.
 */
final class RefusalsBeforeRoutes extends ChannelDuplexHandler {
    private final JsonMapper json;
    /** The requests of this connection that are not answered yet. */
    private final Queue<HttpRequest> open = new ArrayDeque<>();

    RefusalsBeforeRoutes(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            open.add(request);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var request = message instanceof HttpResponse response && response.status().code() >= 200 ? open.poll() : null;
        if (message instanceof FullHttpResponse full && isBare(full)) {
            // Whatever else the client has sent on this connection, it is not to be trusted to begin with a request.
            var _ = context.write(answer(full, request), promise.unvoid().addListener(ChannelFutureListener.CLOSE));
        } else {
            var _ = context.write(message, promise);
        }
    }

    private HttpResponse answer(FullHttpResponse bare, @Nullable HttpRequest request) {
        bare.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        boolean toHead = request != null && request.method().equals(HttpMethod.HEAD);
        return toHead ? bare : withProblem(bare, request);
    }

    private static boolean isBare(FullHttpResponse response) {
        return response.status().code() >= 400 && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private HttpResponse withProblem(FullHttpResponse bare, @Nullable HttpRequest request) {
        var type = Problems.typeOf(HttpStatusCode.valueOf(bare.status().code()));
        var path = request == null || request.decoderResult().isFailure() ? "/" : request.uri().split("\\?", 2)[0];
        var body = json.writeValueAsBytes(Problem.of(type, type.sentence(), path, null, List.of()));
        var answer = new DefaultFullHttpResponse(bare.protocolVersion(), HttpResponseStatus.valueOf(type.status()),
                Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(bare.headers())
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .remove(HttpHeaderNames.TRANSFER_ENCODING);
        bare.release();
        return answer;
    }
}
