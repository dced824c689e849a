package dev.lorikeet.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lorikeet.embedded.PlatformFailure;

/** Where everything but a few lines goes. Nothing may log before it is chosen, since the first line opens it. */
final class LogFile {
    private LogFile() {}

    static void choose(Path data) {
        try {
            Files.createDirectories(of(data).getParent());
            System.setProperty("lorikeet.log", of(data).toString());
        } catch (IOException e) {
            throw new PlatformFailure("The logs in %s cannot be written (%s); make the directory writable or"
                    .formatted(of(data).getParent(), PlatformFailure.reasonOf(e))
                    + " choose another with --data DIR.", e);
        }
    }

    static Path of(Path data) {
        return data.resolve("logs").resolve("lorikeet.log");
    }
}
