package dev.lorikeet.lora.advice;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Who looks at the bucket's settings, and for which pages. */
@Configuration(proxyBeanMethods = false)
class AdviceConfiguration {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    @Bean
    BucketCheck bucketCheck(S3AsyncClient s3, Environment environment, AdviceSettings settings, MeterRegistry meters) {
        var reader = new BucketReader(s3, environment.getRequiredProperty("lorikeet.s3.bucket"), settings.time());
        return new BucketCheck(reader, pages(environment), meters);
    }

    /** In the background from here on: nothing waits for what comes of it. */
    @Bean(destroyMethod = "dispose")
    Disposable bucketChecks(BucketCheck check, AdviceSettings settings) {
        return settings.enabled()
                ? check.lookingAgain(settings, Schedulers.parallel()).subscribe()
                : Disposables.disposed();
    }

    /** Our own page and other front ends; each sends what people upload straight to the bucket. */
    private static Set<URI> pages(Environment environment) {
        var binder = Binder.get(environment);
        var pages = new HashSet<>(binder.bind("lorikeet.browser.origins", Bindable.listOf(URI.class))
                .orElse(List.of()));
        origin(binder.bind("lorikeet.frontend.lora-api", URI.class).orElse(URI.create("http://localhost:8080")))
                .ifPresent(pages::add);
        return pages;
    }

    /** As a browser says it: in small letters, and without a port that goes without saying. */
    private static Optional<URI> origin(URI page) {
        if (page.getScheme() == null || page.getHost() == null) {
            return Optional.empty();
        }
        var scheme = page.getScheme().toLowerCase(Locale.ROOT);
        boolean isUsual = page.getPort() < 0 || page.getPort() == (scheme.equals("https") ? HTTPS : HTTP);
        return Optional.of(URI.create(scheme + "://" + page.getHost().toLowerCase(Locale.ROOT)
                + (isUsual ? "" : ":" + page.getPort())));
    }
}
