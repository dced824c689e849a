package dev.lorikeet.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files around this module. */
public final class Repository {
    public static final Path TOP = Path.of("..", "..");
    public static final Path DEPLOY = TOP.resolve("deploy");
    public static final List<String> SERVICES = List.of("lora-api", "storage-worker", "generation-service");

    private Repository() {}

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
