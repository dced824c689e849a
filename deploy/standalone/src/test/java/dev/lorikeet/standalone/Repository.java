package dev.lorikeet.standalone;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Repository {
    static final Path ROOT = root(Path.of("").toAbsolutePath());

    private Repository() {}

    private static Path root(Path directory) {
        if (Files.exists(directory.resolve("deploy/up"))) {
            return directory;
        }
        var parent = directory.getParent();
        if (parent == null) {
            throw new IllegalStateException("the tests do not run inside the repository");
        }
        return root(parent);
    }
}
