package dev.lorikeet.lora.web;

import io.netty.channel.Channel;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** Puts {@link RefusalsBeforeRoutes} into every connection, where the server's own answers pass it. */
@Configuration(proxyBeanMethods = false)
class RefusalsConfiguration {

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> refusalsBeforeRoutes(JsonMapper json) {
        return factory -> factory.addServerCustomizers(server -> server.doOnChannelInit(
                (_, channel, _) -> install(channel, json)));
    }

    private static void install(Channel channel, JsonMapper json) {
        channel.pipeline()
                .addBefore(NettyPipeline.HttpTrafficHandler, "lorikeet.refusals", new RefusalsBeforeRoutes(json));
    }
}
