package dev.lorikeet.lora.link;

import java.time.Duration;
import java.time.InstantSource;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.lora.upload.TicketForm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
class LinkConfiguration {

    /** Apart from all other connections, so that no server out there can take theirs. */
    @Bean(destroyMethod = "dispose")
    ConnectionProvider linkConnections() {
        return ConnectionProvider.builder("links").maxConnections(50).maxIdleTime(Duration.ofSeconds(30)).build();
    }

    @Bean
    LinkImports linkImports(Delivery delivery, Loras loras, LoraUploads uploads, TicketForm form, UploadStore bucket,
            ConnectionProvider linkConnections, ReactorResourceFactory resources, ImportLimits limits,
            InstantSource clock) {
        var http = HttpClient.create(linkConnections).runOn(resources.getLoopResources());
        var source = new LinkSource(http, limits);
        return new LinkImports(delivery, loras, uploads, form, source,
                new Fetch(source, bucket, uploads, loras, limits), limits, clock);
    }
}
