package dev.lorikeet.lora.bucket;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import dev.lorikeet.event.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

final class UrlSignerTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final ObjectKey KEY = new ObjectKey("loras/a/rain.ckpt");

    @Test
    void addressesABucketOnAwsByItsName() {
        assertThat(signer(null, null).addressOf(KEY))
                .isEqualTo(URI.create("https://lorikeet.s3.eu-west-1.amazonaws.com/loras/a/rain.ckpt"));
    }

    @Test
    void addressesAnotherStoreByPath() {
        assertThat(signer("http://s3:9000", null).addressOf(KEY))
                .isEqualTo(URI.create("http://s3:9000/lorikeet/loras/a/rain.ckpt"));
    }

    @Test
    void prefersTheAddressThatBrowsersReach() {
        assertThat(signer("http://s3:9000", "https://files.example.org").addressOf(KEY))
                .isEqualTo(URI.create("https://files.example.org/lorikeet/loras/a/rain.ckpt"));
    }

    @Test
    void carriesTheTokenOfARole() {
        var signer = signer(null, null);
        var signed = signer.sign(SdkHttpMethod.GET, signer.addressOf(KEY), Map.of(), Map.of(), NOON.plusSeconds(60));
        assertThat(SignatureCheck.parameter(signed.url(), "X-Amz-Security-Token")).isEqualTo("token-of-a-role");
        assertThat(new SignatureCheck("secret").accepts("GET", signed.url(),
                Map.of("host", "lorikeet.s3.eu-west-1.amazonaws.com"))).isTrue();
    }

    @Test
    void showsNoUrlWhenItIsPrinted() {
        var signer = signer(null, null);
        var signed = signer.sign(SdkHttpMethod.GET, signer.addressOf(KEY), Map.of(), Map.of(), NOON.plusSeconds(60));
        assertThat(signed).hasToString("a signed URL until 2026-03-04T12:01:00Z");
    }

    private static UrlSigner signer(@Nullable String endpoint, @Nullable String publicEndpoint) {
        var settings = new S3Settings(address(endpoint), address(publicEndpoint), "eu-west-1", "lorikeet", null, null,
                Duration.ofSeconds(10), Duration.ofMinutes(1));
        var credentials = AwsSessionCredentials.create("id", "secret", "token-of-a-role");
        return new UrlSigner(settings, StaticCredentialsProvider.create(credentials), InstantSource.fixed(NOON));
    }

    private static @Nullable URI address(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }
}
