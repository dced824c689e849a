package dev.lorikeet.embedded.mongo;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import de.bwaldvogel.mongo.wire.message.MongoReply;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one connection's requests, each when what it tells is durable; no thread waits for that. */
final class WireHandler extends SimpleChannelInboundHandler<ClientRequest> {
    private static final Logger log = LoggerFactory.getLogger(WireHandler.class);

    private final MongoBackend backend;
    private final GroupCommit commits;
    private final Executor commands;
    private final AtomicInteger replies = new AtomicInteger();
    private CompletableFuture<?> previous = CompletableFuture.completedFuture("");

    WireHandler(MongoBackend backend, GroupCommit commits, Executor commands) {
        this.backend = backend;
        this.commits = commits;
        this.commands = commands;
    }

    /** One after the other for each connection, whatever thread they run on. */
    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        previous = previous.thenRunAsync(() -> handle(context, request), commands);
    }

    private void handle(ChannelHandlerContext context, ClientRequest request) {
        try {
            Object reply = answer(request);
            var _ = commits.durable().whenComplete((covered, failure) -> reply(context, reply, failure));
        } catch (Throwable e) { // whatever goes on from here would silence all that the client asks later
            exceptionCaught(context, e);
        }
    }

    private static void reply(ChannelHandlerContext context, Object reply, @Nullable Throwable failure) {
        if (failure == null) {
            var _ = context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            var _ = context.close(); // the client learns that it does not know, which is the truth
        }
    }

    private Object answer(ClientRequest request) {
        MessageHeader header = new MessageHeader(replies.incrementAndGet(), request.getHeader().getRequestID());
        return switch (request) {
            case MongoMessage message -> new MongoMessage(request.getChannel(), header,
                    answer(request.getChannel(), message.getDatabaseName(), message.getDocument()));
            // Drivers use the old opcode for their first message only.
            case MongoQuery query when query.getCollectionName().equals("$cmd") -> new MongoReply(header,
                    List.of(answer(request.getChannel(), query.getDatabaseName(), query.getQuery())), 0);
            default -> throw new IllegalArgumentException("an unknown kind of request: " + request.getClass());
        };
    }

    private Document answer(Channel channel, String database, Document command) {
        String name = command.keySet().iterator().next();
        try {
            return backend.handleCommand(channel, database, name, command);
        } catch (MongoServerException e) {
            log.debug("{} on {} is refused", name, database, e);
            return refusal(e);
        } catch (Throwable e) { // an error as well: a filter can be nested deeper than the stack
            log.error("{} on {} failed", name, database, e);
            return refusal(new MongoServerException("the embedded MongoDB failed: " + e, e));
        }
    }

    private static Document refusal(MongoServerException e) {
        Document reply = new Document("ok", 0).append("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError error) {
            reply.append("code", error.getCode());
            reply.putIfNotNull("codeName", error.getCodeName());
        }
        return reply;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        backend.handleClose(context.channel());
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection ends", cause);
        var _ = context.close();
    }
}
