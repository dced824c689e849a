package dev.lorikeet.generation.bucket;

import java.time.Duration;
import java.time.InstantSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Configuration(proxyBeanMethods = false)
class S3Configuration {

    @Bean
    AwsCredentialsProvider s3Credentials(S3Settings settings) {
        var accessKey = settings.accessKey();
        var secretKey = settings.secretKey();
        // Renewed in the background, because a URL is signed where nothing may block.
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(true).build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }

    @Bean
    S3AsyncClient s3Client(S3Settings settings, AwsCredentialsProvider credentials) {
        var builder = S3AsyncClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.apiCallTimeout(settings.callTime()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        return builder.build();
    }

    @Bean
    S3Presigner s3Presigner(S3Settings settings, AwsCredentialsProvider credentials) {
        var builder = S3Presigner.builder().region(Region.of(settings.region())).credentialsProvider(credentials);
        var endpoint = settings.signedEndpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint)
                    .serviceConfiguration(software.amazon.awssdk.services.s3.S3Configuration.builder()
                            .pathStyleAccessEnabled(true)
                            .build());
        }
        return builder.build();
    }

    @Bean
    JobBucket jobBucket(S3AsyncClient s3, S3Presigner presigner, S3Settings settings, InstantSource clock) {
        return new S3JobBucket(s3, presigner, settings.bucket(), clock);
    }

    /** The bean's name makes "bucket" a part of the group of dependencies. */
    @Bean
    ReactiveHealthIndicator bucketHealthIndicator(S3AsyncClient s3, S3Settings settings) {
        var health = Mono.fromFuture(() -> s3.headBucket(head -> head.bucket(settings.bucket())))
                .map(_ -> Health.up().withDetail("bucket", settings.bucket()).build())
                .onErrorResume(failure -> Mono.just(Health.down(failure)
                        .withDetail("bucket", settings.bucket())
                        .build()))
                // Anybody may ask how we are, as often as they like; S3 is asked once in that time.
                .cache(Duration.ofSeconds(1));
        return () -> health;
    }
}
