package dev.lorikeet.generation.bucket;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bucket is.
 *
 * @param endpoint of a store that is not AWS; path-style addresses are used there
 * @param publicEndpoint the store's address as browsers and RunPod's workers reach it, where that is not
 *     {@code endpoint}
 * @param accessKey and {@code secretKey}: absent means AWS's own chain of credentials
 * @param callTime how long one call may take, retries included
 */
@ConfigurationProperties("lorikeet.s3")
record S3Settings(@Nullable URI endpoint, @Nullable URI publicEndpoint, @DefaultValue("us-east-1") String region,
        String bucket, @Nullable String accessKey, @Nullable String secretKey,
        @DefaultValue("60s") Duration callTime) {

    S3Settings {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("lorikeet.s3.bucket must name a bucket");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "lorikeet.s3.access-key and lorikeet.s3.secret-key must be set together");
        }
    }

    @Nullable
    URI signedEndpoint() {
        return publicEndpoint == null ? endpoint : publicEndpoint;
    }
}
