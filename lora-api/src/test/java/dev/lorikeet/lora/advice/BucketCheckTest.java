package dev.lorikeet.lora.advice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.http.testing.LogCapture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a store that answers what a test wants, in the words of S3. */
final class BucketCheckTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Map<String, String> SOUND = Map.of(
            "cors", "<CORSConfiguration><CORSRule><AllowedOrigin>https://lorikeet.example.org</AllowedOrigin>"
                    + "<AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>"
                    + "<AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader></CORSRule></CORSConfiguration>",
            "policyStatus", "<PolicyStatus><IsPublic>FALSE</IsPublic></PolicyStatus>",
            "publicAccessBlock", "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
                    + "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>"
                    + "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>",
            "lifecycle", "<LifecycleConfiguration><Rule><ID>tidy</ID><Status>Enabled</Status><Filter><Prefix/></Filter>"
                    + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>"
                    + "</AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>",
            "versioning", "<VersioningConfiguration/>",
            "object-lock", "404 ObjectLockConfigurationNotFoundError");

    private final Map<String, String> answers = new ConcurrentHashMap<>(SOUND);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HttpServer store;
    private S3AsyncClient s3;
    private BucketCheck check;

    @BeforeEach
    void start() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/lorikeet", exchange -> {
            var answer = answers.getOrDefault(exchange.getRequestURI().getQuery().replace("=", ""), "");
            boolean failed = answer.matches("\\d{3} \\w+");
            var body = (failed ? "<Error><Code>" + answer.substring(4) + "</Code></Error>" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(failed ? Integer.parseInt(answer.substring(0, 3)) : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        store.start();
        s3 = S3AsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + store.getAddress().getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(calls -> calls.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        check = new BucketCheck(new BucketReader(s3, "lorikeet", LIMIT),
                Set.of(URI.create("https://lorikeet.example.org")), meters);
    }

    @AfterEach
    void stop() {
        s3.close();
        store.stop(0);
    }

    private void look() {
        StepVerifier.create(check.look()).expectComplete().verify(LIMIT);
    }

    private double advice(String what) {
        return meters.get("lorikeet.bucket.advice").tag("check", what).gauge().value();
    }

    @Test
    void isSilentAboutABucketThatIsAsItShouldBe() {
        assertThat(advice("cors")).isNaN();
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO))) {
            look();
            assertThat(logs.lines()).isEmpty();
        }
        for (var one : Check.values()) {
            assertThat(advice(one.tag())).as(one.tag()).isZero();
        }
    }

    @Test
    void saysEachThingOnceAndThatItIsMended() {
        answers.put("cors", "404 NoSuchCORSConfiguration");
        answers.put("lifecycle", "<LifecycleConfiguration><Rule><ID>all</ID><Status>Enabled</Status><Filter><And>"
                + "<Prefix>loras/</Prefix><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></And></Filter>"
                + "<Expiration><Days>30</Days></Expiration></Rule><Rule><Status>Disabled</Status><Filter/>"
                + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>"
                + "</AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>");
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO))) {
            look();
            look();
            assertThat(logs.lines()).hasSize(3)
                    .anyMatch(line -> line.contains("cors: Pages of https://lorikeet.example.org cannot upload"))
                    .anyMatch(line -> line.contains("uploads: No rule"))
                    .anyMatch(line -> line.contains("expiry: The rule all of the lifecycle removes LoRAs"));
            assertThat(advice("cors")).isEqualTo(1);
            answers.putAll(SOUND);
            look();
            assertThat(logs.lines()).hasSize(6).anyMatch(line -> line.contains("cors: mended"));
            assertThat(advice("cors")).isZero();
        }
    }

    @Test
    void warnsOfABucketThatLetsEverybodyIn() {
        answers.put("policyStatus", "<PolicyStatus><IsPublic>TRUE</IsPublic></PolicyStatus>");
        try (var logs = new LogCapture(Map.of("ROOT", Level.WARN))) {
            look();
            assertThat(logs.lines()).singleElement()
                    .asString()
                    .contains("public: The bucket's policy lets everybody in");
        }
        assertThat(advice("public")).isEqualTo(1);
    }

    @Test
    void takesARuleForSomeTagForOneOfOthers() {
        answers.put("lifecycle", SOUND.getOrDefault("lifecycle", "")
                .replace("</LifecycleConfiguration>", "<Rule><ID>tagged</ID>"
                        + "<Status>Enabled</Status><Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>"
                        + "<Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>"));
        look();
        assertThat(advice("expiry")).isZero();
    }

    /** Most stores that are not AWS, and keys with the least rights. */
    @Test
    void saysWhatItMayNotSeeAndGoesOn() {
        answers.put("cors", "403 AccessDenied");
        answers.put("publicAccessBlock", "501 NotImplemented");
        answers.put("policyStatus", "501 NotImplemented");
        answers.put("object-lock", "<ListBucketResult/>");
        try (var logs = new LogCapture(Map.of("ROOT", Level.INFO))) {
            look();
            assertThat(logs.lines()).hasSize(2)
                    .anyMatch(line -> line.contains("cors: not looked at, because our key may not ask for it"))
                    .anyMatch(line -> line.contains("public: not looked at, because the store answers 501"));
        }
        assertThat(advice("cors")).isNaN();
        assertThat(advice("uploads")).isZero();
    }

    @Test
    void isNotTroubledByAStoreThatIsAway() {
        store.stop(0);
        look();
        assertThat(advice("uploads")).isNaN();
    }

    @Test
    void refusesToLookAllTheTime() {
        assertThatThrownBy(() -> new AdviceSettings(true, Duration.ZERO, LIMIT))
                .hasMessageContaining("lorikeet.bucket-check.every");
    }
}
