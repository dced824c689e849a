package dev.lorikeet.storage.objects;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bucket is.
 *
 * @param endpoint of a store that is not AWS; path-style addresses are used there
 * @param accessKey and {@code secretKey}: absent means AWS's own chain of credentials
 * @param callTime how long one try of a call may take
 */
@ConfigurationProperties("lorikeet.s3")
record S3Settings(@Nullable URI endpoint, @DefaultValue("us-east-1") String region, String bucket,
        @Nullable String accessKey, @Nullable String secretKey, @DefaultValue("15s") Duration callTime) {

    S3Settings {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("lorikeet.s3.bucket must name a bucket");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "lorikeet.s3.access-key and lorikeet.s3.secret-key must be set together");
        }
    }
}
