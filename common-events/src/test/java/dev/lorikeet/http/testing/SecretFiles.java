package dev.lorikeet.http.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets as a cluster mounts them: a file for each, called like its setting. */
public final class SecretFiles {
    private static final List<String> SECRETS = List.of("spring.mongodb.uri", "lorikeet.s3.access-key",
            "lorikeet.s3.secret-key", "lorikeet.runpod.api-key", "lorikeet.notices.secrets");

    private SecretFiles() {}

    /** The same settings, but that the secrets among them come from files in this directory, with the end of a line. */
    public static List<String> instead(Path directory, List<String> arguments) {
        try {
            var files = Files.createDirectories(directory.resolve("secrets"));
            for (var secret : arguments.stream().filter(SecretFiles::isSecret).toList()) {
                Files.writeString(files.resolve(name(secret)), secret.substring(secret.indexOf('=') + 1) + "\n");
            }
            return Stream.concat(arguments.stream().filter(argument -> !isSecret(argument)),
                    Stream.of("--spring.config.import=configtree:" + files + "/")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String argument) {
        return argument.substring(2, argument.indexOf('='));
    }

    private static boolean isSecret(String argument) {
        return SECRETS.contains(name(argument));
    }

    /** Each of these is there, and from nowhere else than its file. */
    public static void assertRead(ConfigurableEnvironment environment, String... secrets) {
        for (var secret : secrets) {
            assertThat(environment.getPropertySources()
                    .stream()
                    .filter(source -> !source.getName().equals("configurationProperties"))
                    .filter(source -> source.containsProperty(secret)))
                    .as(secret)
                    .first()
                    .isInstanceOf(ConfigTreePropertySource.class);
        }
    }
}
