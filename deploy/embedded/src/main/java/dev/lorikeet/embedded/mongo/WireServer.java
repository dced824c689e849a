package dev.lorikeet.embedded.mongo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import dev.lorikeet.embedded.PlatformFailure;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

/** Listens on the loopback address. Commands run beside the event loops, which only move bytes. */
final class WireServer implements AutoCloseable {
    private static final int COMMAND_THREADS = 16;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, threads("mongo-io"),
            NioIoHandler.newFactory());
    private final ExecutorService commands = Executors.newFixedThreadPool(COMMAND_THREADS, threads("mongo-command"));
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final MongoBackend backend;
    private final GroupCommit commits;
    private final Channel channel;

    WireServer(MongoBackend backend, GroupCommit commits, int port) {
        this.backend = backend;
        this.commits = commits;
        this.channel = bind(port);
    }

    private static DefaultThreadFactory threads(String name) {
        return new DefaultThreadFactory(name, true);
    }

    private Channel bind(int port) {
        ChannelFuture bound = new ServerBootstrap().group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopThreads();
            throw new PlatformFailure(
                    "The embedded MongoDB cannot listen on port %d (%s); stop the program that does or choose other ports with --port N."
                            .formatted(port, PlatformFailure.reasonOf(bound.cause())),
                    bound.cause());
        }
        return bound.channel();
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        clients.close().syncUninterruptibly();
        stopThreads();
    }

    private void stopThreads() {
        commands.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Connections extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel client) {
            clients.add(client);
            client.pipeline()
                    .addLast(new MongoWireReplyEncoder(), new MongoWireMessageEncoder(), new MongoWireProtocolHandler(),
                            new WireHandler(backend, commits, commands));
        }
    }
}
