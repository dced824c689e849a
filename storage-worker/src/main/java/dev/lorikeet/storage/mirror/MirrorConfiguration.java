package dev.lorikeet.storage.mirror;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.objects.S3Calls;
import dev.lorikeet.storage.objects.S3Patience;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Configuration(proxyBeanMethods = false)
class MirrorConfiguration {
    private static final int FORBIDDEN = 403;
    private static final int FAILURE_RATE = 50;
    private static final int WINDOW = 20;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);

    /** How long a call may take is up to the call: putting a large file together is silent for minutes. */
    @Bean
    SdkAsyncHttpClient volumeHttp() {
        return NettyNioAsyncHttpClient.builder().readTimeout(Duration.ofHours(2)).build();
    }

    /** Closed with the service. */
    record Clients(Map<String, S3AsyncClient> byVolume) implements AutoCloseable {
        @Override
        public void close() {
            byVolume.values().forEach(S3AsyncClient::close);
        }
    }

    @Bean
    Clients volumeClients(MirrorSettings settings, SdkAsyncHttpClient volumeHttp) {
        var clients = new HashMap<String, S3AsyncClient>();
        settings.volumes().forEach((id, at) -> clients.put(id, client(at, settings, volumeHttp)));
        return new Clients(clients);
    }

    @Bean
    Volumes volumes(MirrorSettings settings, Clients volumeClients, MeterRegistry meters) {
        var volumes = new HashMap<String, Volume>();
        volumeClients.byVolume()
                .forEach((id, client) -> volumes.put(id,
                        new S3Volume(client, id, calls(id, settings, meters), settings.partTime())));
        return new Volumes(volumes);
    }

    @Bean
    Copying copying(ObjectStore objects, MirrorSettings settings, MirrorMeters meters) {
        return new Copying(objects, settings, meters, Schedulers.parallel());
    }

    /** RunPod knows neither chunks with signatures nor checksums behind them, and a volume in a host name neither. */
    static S3AsyncClient client(MirrorSettings.At at, MirrorSettings settings, SdkAsyncHttpClient http) {
        return S3AsyncClient.builder()
                .endpointOverride(at.endpoint())
                .region(Region.of(at.region()))
                .forcePathStyle(true)
                .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(at.accessKey(), at.secretKey())))
                .httpClient(http)
                .overrideConfiguration(calls -> calls.apiCallTimeout(settings.callTime())
                        .retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** It refuses now and then what it allows the next moment, so a refusal is worth another try. */
    static S3Calls calls(String volume, MirrorSettings settings, MeterRegistry meters) {
        int atOnce = settings.parallel() * (settings.partsAtOnce() + 1);
        return new S3Calls("volume-" + volume, "the volume " + volume,
                new S3Patience(settings.callTries(), FIRST_WAIT, atOnce, settings.partTime(), FAILURE_RATE, WINDOW,
                        OPEN_FOR),
                MirrorConfiguration::isDenied, meters);
    }

    private static boolean isDenied(S3Exception answer) {
        return answer.statusCode() == FORBIDDEN;
    }
}
