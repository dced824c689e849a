package dev.lorikeet.http;

import dev.lorikeet.delivery.Ids;
import io.netty.channel.Channel;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerState;
import tools.jackson.databind.json.JsonMapper;

/** Puts {@link RefusalsBeforeRoutes} and {@link ReadsOn} into every connection, where the server's own answers pass. */
@Configuration(proxyBeanMethods = false)
class RefusalsConfiguration {

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> refusalsBeforeRoutes(JsonMapper json, Ids ids) {
        return factory -> factory.addServerCustomizers(server -> server
                .doOnChannelInit((_, channel, _) -> install(channel, new RefusalsBeforeRoutes(json, ids)))
                .childObserve((connection, state) -> {
                    if (state == HttpServerState.REQUEST_DECODING_FAILED) {
                        RefusalsBeforeRoutes.answerWhatWasDropped(connection.channel());
                    }
                }));
    }

    @Bean
    CodecCustomizer bodyLimits(BodyLimits limits) {
        return codecs -> codecs.defaultCodecs().maxInMemorySize(Math.toIntExact(limits.json().toBytes()));
    }

    private static void install(Channel channel, RefusalsBeforeRoutes refusals) {
        channel.pipeline()
                .addBefore(NettyPipeline.HttpTrafficHandler, "lorikeet.reading", new ReadsOn())
                .addBefore(NettyPipeline.HttpTrafficHandler, "lorikeet.refusals", refusals);
    }
}
