package dev.lorikeet.generation.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.env.StandardEnvironment;

/** The models that come with the service, and others that a test describes. */
public final class Included {
    private Included() {}

    public static Models models() {
        return read(text());
    }

    public static ModelConfiguration model(String id) {
        return models().find(id).orElseThrow();
    }

    public static String text() {
        return resource("classpath:models.yaml");
    }

    public static Models read(String text) {
        return ModelsFile.read("models.yaml", text, new StandardEnvironment()::resolveRequiredPlaceholders,
                Included::resource);
    }

    static String resource(String location) {
        try (var stream = Included.class.getResourceAsStream("/" + location.replaceFirst("^classpath:", ""))) {
            if (stream == null) {
                throw new FileNotFoundException(location);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
