package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.lorikeet.embedded.platform.EmbeddedPlatform;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.embedded.s3.S3Credentials;
import dev.lorikeet.embedded.s3.S3Settings;
import dev.lorikeet.http.testing.SecretFiles;
import dev.lorikeet.http.testing.Tokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on embedded engines, on a port of its own. Its secrets come from files. */
final class RunningLoraApi implements AutoCloseable {
    private static final String JWT = "--spring.security.oauth2.resourceserver.jwt.";

    private final EmbeddedPlatform platform;
    private final Tokens tokens;
    private final List<String> arguments;
    private final ConfigurableApplicationContext context;
    private final List<RunningLoraApi> beside = new CopyOnWriteArrayList<>();

    private RunningLoraApi(EmbeddedPlatform platform, Tokens tokens, List<String> arguments) {
        this.platform = platform;
        this.tokens = tokens;
        this.arguments = arguments;
        this.context = LoraApiApplication.start(arguments.toArray(String[]::new));
    }

    static RunningLoraApi start(Path data, String... more) {
        return start(data, _ -> Arrays.stream(more)
                .map(argument -> argument.substring(2).split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1])));
    }

    /** {@code settings} of this test, instead of or besides the ones that every test has. */
    static RunningLoraApi start(Path data, Function<EmbeddedPlatform, Map<String, String>> settings) {
        var platform = EmbeddedPlatform.start(data.resolve("engines"), Ports.free(),
                new S3Settings(new S3Credentials("test", "secret-of-a-test"), "lorikeet", List.of()),
                new SimpleMeterRegistry(), _ -> {});
        var tokens = Tokens.drawnIn(data);
        var arguments = new ArrayList<>(List.of(
                // A test asks faster than people do, except where it is about that.
                "--lorikeet.rate.requests=100000",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.mongodb.uri=" + platform.mongo().connectionString() + "/lora-api",
                "--spring.kafka.bootstrap-servers=" + platform.kafka().bootstrapServers(),
                JWT + "public-key-location=" + tokens.publicKey().toUri(),
                "--lorikeet.local-issuer.private-key=" + tokens.privateKey(),
                "--lorikeet.frontend.sign-in=local",
                "--lorikeet.s3.endpoint=" + platform.s3().endpoint(),
                "--lorikeet.s3.access-key=" + platform.s3().credentials().accessKey(),
                "--lorikeet.s3.secret-key=" + platform.s3().credentials().secretKey()));
        settings.apply(platform).forEach((name, value) -> {
            arguments.removeIf(argument -> argument.startsWith("--" + name + "="));
            arguments.add("--" + name + "=" + value);
        });
        return new RunningLoraApi(platform, tokens, SecretFiles.instead(data, arguments));
    }

    /** A second one on the same engines. */
    static RunningLoraApi startBeside(RunningLoraApi first, List<String> more) {
        var arguments = new ArrayList<>(first.arguments);
        more.forEach(argument -> {
            arguments.removeIf(old -> old.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
            arguments.add(argument);
        });
        return first.accompanied(arguments);
    }

    /** A second one on the same engines, for the tokens of a real issuer, of which it is told {@code more}. */
    static RunningLoraApi startForIssuer(RunningLoraApi first, String more) {
        var arguments = new ArrayList<>(first.arguments);
        arguments.removeIf(old -> old.startsWith(JWT) || old.startsWith("--lorikeet.local-issuer."));
        arguments.add(JWT + more);
        return first.accompanied(arguments);
    }

    /** It ends with this one at the latest, because the engines do. */
    private RunningLoraApi accompanied(List<String> other) {
        var second = new RunningLoraApi(platform, tokens, other);
        beside.add(second);
        return second;
    }

    /** For another one, wherever it runs. */
    List<String> arguments() {
        return List.copyOf(arguments);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Signs tokens as the issuer that this one trusts. */
    Tokens tokens() {
        return tokens;
    }

    String kafka() {
        return platform.kafka().bootstrapServers();
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
