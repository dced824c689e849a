package dev.lorikeet.storage.objects;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

@Configuration(proxyBeanMethods = false)
class S3Configuration {

    @Bean
    S3AsyncClient s3Client(S3Settings settings) {
        var builder = S3AsyncClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                // The tries are counted in one place, which is S3Calls.
                .overrideConfiguration(calls -> calls.apiCallTimeout(settings.callTime())
                        .retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        return builder.build();
    }

    @Bean
    S3Calls s3Calls(S3Patience patience, MeterRegistry meters) {
        return new S3Calls(patience, meters);
    }

    @Bean
    ObjectStore objectStore(S3AsyncClient s3, S3Settings settings, S3Calls calls) {
        return new S3ObjectStore(s3, settings.bucket(), calls);
    }

    /** The bean's name makes "bucket" a part of the group of dependencies. */
    @Bean
    BucketHealth bucketHealthIndicator(S3AsyncClient s3, S3Settings settings, S3Calls calls) {
        return new BucketHealth(s3, settings.bucket(), calls);
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        var accessKey = settings.accessKey();
        var secretKey = settings.secretKey();
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }
}
