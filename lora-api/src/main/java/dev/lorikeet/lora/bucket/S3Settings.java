package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bucket is.
 *
 * @param endpoint of a store that is not AWS; path-style addresses are used there
 * @param publicEndpoint the store's address as browsers reach it, where that is not {@code endpoint}
 * @param accessKey and {@code secretKey}: absent means AWS's own chain of credentials
 * @param callTime how long one call may take, retries included
 * @param completeTime how long it may take to put the parts of a file together, which some stores do by copying it
 */
@ConfigurationProperties("lorikeet.s3")
record S3Settings(@Nullable URI endpoint, @Nullable URI publicEndpoint, @DefaultValue("us-east-1") String region,
        String bucket, @Nullable String accessKey, @Nullable String secretKey,
        @DefaultValue("15s") Duration callTime, @DefaultValue("5m") Duration completeTime) {

    S3Settings {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("lorikeet.s3.bucket must name a bucket");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "lorikeet.s3.access-key and lorikeet.s3.secret-key must be set together");
        }
        if (!callTime.isPositive() || !completeTime.isPositive()) {
            throw new IllegalArgumentException(
                    "lorikeet.s3.call-time and lorikeet.s3.complete-time must be longer than zero");
        }
        requireAddress("endpoint", endpoint);
        requireAddress("public-endpoint", publicEndpoint);
    }

    /** Of the URLs that clients get. */
    @Nullable
    URI signedEndpoint() {
        return publicEndpoint == null ? endpoint : publicEndpoint;
    }

    private static void requireAddress(String name, @Nullable URI address) {
        if (address != null && (address.getHost() == null || address.getScheme() == null)) {
            throw new IllegalArgumentException(
                    "lorikeet.s3." + name + " must be an address such as https://s3.example.org, not " + address);
        }
    }
}
