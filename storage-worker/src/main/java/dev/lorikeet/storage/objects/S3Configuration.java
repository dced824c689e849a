package dev.lorikeet.storage.objects;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

@Configuration(proxyBeanMethods = false)
class S3Configuration {

    @Bean
    S3AsyncClient s3Client(S3Settings settings) {
        var builder = S3AsyncClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .overrideConfiguration(calls -> calls.apiCallTimeout(settings.callTime()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        return builder.build();
    }

    @Bean
    ObjectStore objectStore(S3AsyncClient s3, S3Settings settings) {
        return new S3ObjectStore(s3, settings.bucket());
    }

    /** The bean's name makes "bucket" a part of the readiness group. */
    @Bean
    BucketHealth bucketHealthIndicator(S3AsyncClient s3, S3Settings settings) {
        return new BucketHealth(s3, settings.bucket());
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        var accessKey = settings.accessKey();
        var secretKey = settings.secretKey();
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }
}
