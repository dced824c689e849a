package dev.lorikeet.lora.bucket;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

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
                // Otherwise a multipart upload is declared to carry checksums, which the parts of browsers do not have.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                // A store says nothing while it puts parts together, and asking again would make it begin twice.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().readTimeout(settings.completeTime()))
                .overrideConfiguration(calls -> calls.apiCallTimeout(settings.callTime()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        return builder.build();
    }

    @Bean
    UploadStore uploadStore(S3AsyncClient s3, S3Settings settings, AwsCredentialsProvider credentials,
            InstantSource clock) {
        return new S3UploadStore(s3, settings.bucket(), settings.completeTime(),
                new UrlSigner(settings, credentials, clock));
    }

    /** The bean's name makes "bucket" a part of the group of dependencies. */
    @Bean
    BucketHealth bucketHealthIndicator(S3AsyncClient s3, S3Settings settings) {
        return new BucketHealth(s3, settings.bucket());
    }
}
