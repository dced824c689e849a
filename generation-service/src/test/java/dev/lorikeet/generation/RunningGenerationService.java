package dev.lorikeet.generation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.runpod.http.EmbeddedRunPod;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.http.testing.SecretFiles;
import dev.lorikeet.http.testing.Tokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on embedded engines, on a port of its own. */
final class RunningGenerationService implements AutoCloseable {
    private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

    private final EmbeddedPlatform platform;
    private final Tokens tokens;
    private final List<String> arguments;
    private final ConfigurableApplicationContext context;
    private final List<RunningGenerationService> beside = new CopyOnWriteArrayList<>();

    private RunningGenerationService(EmbeddedPlatform platform, Tokens tokens, List<String> arguments) {
        this.platform = platform;
        this.tokens = tokens;
        this.arguments = List.copyOf(arguments);
        this.context = GenerationServiceApplication.start(arguments.toArray(String[]::new));
    }

    /** @param more settings of this test, as in {@code --lorikeet.rate.requests=5} */
    static RunningGenerationService start(Path data, String... more) {
        var platform = EmbeddedPlatform.start(data.resolve("engines"), Ports.free(),
                new S3Settings(new S3Credentials("test", "secret-of-a-test"), "lorikeet", List.of()),
                new SimpleMeterRegistry(), _ -> {});
        var tokens = Tokens.drawnIn(data);
        var arguments = new ArrayList<>(List.of(
                // A test asks faster than people do, except where it is about that.
                "--lorikeet.rate.requests=100000",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.mongodb.uri=" + platform.mongo().connectionString() + "/generation-service",
                "--spring.kafka.bootstrap-servers=" + platform.kafka().bootstrapServers(),
                "--lorikeet.s3.endpoint=" + platform.s3().endpoint(),
                "--lorikeet.s3.bucket=lorikeet",
                "--lorikeet.s3.access-key=test",
                "--lorikeet.s3.secret-key=secret-of-a-test",
                "--lorikeet.runpod.base-url=" + platform.runPod().url(),
                "--lorikeet.runpod.api-key=" + EmbeddedRunPod.API_KEY,
                "--lorikeet.notices.secrets=a-master-secret-of-the-tests-0123456789",
                "--lorikeet.notices.trusted-hosts=127.0.0.1",
                "--lorikeet.dispatch.first-look=200ms",
                "--lorikeet.dispatch.queued-look=200ms",
                "--lorikeet.dispatch.running-look=200ms",
                JWT + "public-key-location=" + tokens.publicKey().toUri()));
        replace(arguments, List.of(more));
        try {
            return new RunningGenerationService(platform, tokens, SecretFiles.instead(data, arguments));
        } catch (RuntimeException failure) {
            platform.close();
            throw failure;
        }
    }

    private static void replace(List<String> arguments, List<String> more) {
        more.forEach(argument -> {
            arguments.removeIf(old -> old.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
            arguments.add(argument);
        });
    }

    /** A second one on the same engines; it ends with this one at the latest. */
    RunningGenerationService startBeside(String... more) {
        var others = new ArrayList<>(arguments);
        replace(others, List.of(more));
        var second = new RunningGenerationService(platform, tokens, others);
        beside.add(second);
        return second;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Signs tokens as the issuer that this one trusts. */
    Tokens tokens() {
        return tokens;
    }

    EmbeddedPlatform platform() {
        return platform;
    }

    /** For tests that look at how it is put together. */
    ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        beside.forEach(second -> second.context.close());
        context.close();
        platform.close();
    }
}
