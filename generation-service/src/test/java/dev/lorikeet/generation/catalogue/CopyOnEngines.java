package dev.lorikeet.generation.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.event.CatalogueEvent;
import dev.lorikeet.event.EventCodec;
import dev.lorikeet.event.EventEnvelope;
import dev.lorikeet.event.WireRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service on embedded engines, with its copy of the library in reach. */
final class CopyOnEngines implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int BATCH = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedPlatform platform;
    private final KeyPair keys;
    private final List<String> arguments;
    private ConfigurableApplicationContext context;

    private CopyOnEngines(Path data, KeyPair keys, List<String> more) throws IOException {
        this.keys = keys;
        platform = EmbeddedPlatform.start(data.resolve("engines"), Ports.free(),
                new S3Settings(new S3Credentials("test", "secret-of-a-test"), "lorikeet", List.of()),
                new SimpleMeterRegistry(), _ -> {});
        var pem = Files.writeString(data.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
                "--spring.mongodb.uri=" + platform.mongo().connectionString() + "/generation-service",
                "--spring.kafka.bootstrap-servers=" + platform.kafka().bootstrapServers(),
                "--lorikeet.s3.endpoint=" + platform.s3().endpoint(),
                "--lorikeet.s3.access-key=" + platform.s3().credentials().accessKey(),
                "--lorikeet.s3.secret-key=" + platform.s3().credentials().secretKey(),
                "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + pem.toUri(),
                "--lorikeet.delivery.work.sweep-every=100ms", "--lorikeet.delivery.work.lease=3s"));
        arguments.addAll(more);
        context = started();
        awaitReady();
    }

    static CopyOnEngines start(Path data, String... more) {
        try {
            return new CopyOnEngines(data, KeyPairGenerator.getInstance("RSA").generateKeyPair(), List.of(more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By its name, because the service knows the copy and the copy knows no service. */
    private ConfigurableApplicationContext started() {
        var application = new SpringApplication();
        application.setSources(Set.of("dev.lorikeet.generation.GenerationServiceApplication"));
        application.setDefaultProperties(Map.of("spring.config.name", "generation-service"));
        return application.run(arguments.toArray(String[]::new));
    }

    private void awaitReady() {
        await().atMost(LIMIT).until(() -> send("/actuator/health/readiness", null).statusCode() == 200);
    }

    /** Whatever it was doing is left as it is, and another one starts. */
    void restart() {
        context.close();
        context = started();
        awaitReady();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Catalogue catalogue() {
        return bean(Catalogue.class);
    }

    Copies copies() {
        return bean(Copies.class);
    }

    /** In transactions, as lora-api does. */
    void announce(List<EventEnvelope<CatalogueEvent>> said) {
        var codec = new EventCodec();
        var records = said.stream().<WireRecord>map(codec::encode).toList();
        var publisher = bean(EventLog.class).open("lora-api-of-a-test").blockOptional(LIMIT).orElseThrow();
        for (int from = 0; from < records.size(); from += BATCH) {
            publisher.publish(records.subList(from, Math.min(from + BATCH, records.size()))).block(LIMIT);
        }
        publisher.close().block(LIMIT);
    }

    HttpResponse<String> rebuild() {
        return send("/actuator/catalogue", "{}");
    }

    JsonNode read(String path) {
        var answer = send(path, null);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** How the last one went, once it is over. */
    JsonNode rebuilt() {
        return await().atMost(LIMIT)
                .until(() -> read("/actuator/catalogue"),
                        standing -> !standing.required("rebuilding").asBoolean() && standing.has("last"))
                .required("last");
    }

    private HttpResponse<String> send(String path, @org.jspecify.annotations.Nullable String body) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + operator())
                .header("Content-Type", "application/json");
        return http.sendAsync((body == null ? request.GET() : request.POST(BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString()).join();
    }

    private String operator() {
        long now = Instant.now().getEpochSecond();
        var signed = base64("{\"alg\":\"RS256\"}") + "." + base64("{\"sub\":\"olga\",\"aud\":\"lorikeet\","
                + "\"workspaces\":{},\"operator\":true,\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}");
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        context.close();
        platform.close();
    }
}
