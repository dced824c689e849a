package dev.lorikeet.lora.upload;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

import dev.lorikeet.event.ObjectKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Utilities;

/**
 * Signs requests for others to send, on the SDK's signer. The SDK's presigner reads the machine's clock and may add
 * headers of its own; here the clock is an input, and what is signed is exactly what is given.
 */
final class UrlSigner {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsProvider credentials;
    private final InstantSource clock;
    private final String region;
    private final String bucket;
    private final @Nullable URI endpoint;
    private final S3Utilities addresses;

    UrlSigner(S3Settings settings, AwsCredentialsProvider credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
        this.region = settings.region();
        this.bucket = settings.bucket();
        this.endpoint = settings.signedEndpoint();
        boolean pathStyle = endpoint != null;
        this.addresses = S3Utilities.builder()
                .region(Region.of(region))
                .s3Configuration(software.amazon.awssdk.services.s3.S3Configuration.builder()
                        .pathStyleAccessEnabled(pathStyle)
                        .build())
                .build();
    }

    /** @param expiresAt in whole seconds, so a little earlier than asked */
    record SignedUrl(URI url, Instant expiresAt) {
        /** It is as good as a password while it lasts, and belongs into no log. */
        @Override
        public String toString() {
            return "a signed URL until " + expiresAt;
        }
    }

    /** Where the object lies; means nothing to anybody until it is signed. */
    URI addressOf(ObjectKey key) {
        try {
            return addresses.getUrl(get -> get.bucket(bucket).key(key.value()).endpoint(endpoint)).toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no address for " + key, e);
        }
    }

    /** @param headers must be sent exactly so */
    SignedUrl sign(SdkHttpMethod method, URI address, Map<String, String> query, Map<String, String> headers,
            Instant expiresAt) {
        var now = clock.instant();
        var latest = now.plus(LONGEST);
        var expiry = (expiresAt.isBefore(latest) ? expiresAt : latest).truncatedTo(ChronoUnit.SECONDS);
        // No URL may be shorter than a second: one that is all but over is dated back rather than made to last longer.
        var from = earlier(now.truncatedTo(ChronoUnit.SECONDS), expiry.minusSeconds(1));
        var request = SdkHttpRequest.builder().method(method).uri(address);
        new TreeMap<>(query).forEach(request::putRawQueryParameter);
        headers.forEach(request::putHeader);
        return new SignedUrl(signed(request.build(), from, Duration.between(from, expiry)), expiry);
    }

    private URI signed(SdkHttpRequest request, Instant from, Duration validity) {
        return signer.sign(sign -> sign.request(request)
                .identity(credentials.resolveCredentials())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validity)
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(from, ZoneOffset.UTC))
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)).request().getUri();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
