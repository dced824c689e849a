package dev.lorikeet.cluster.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

import dev.lorikeet.cluster.Repository;

/** What an image of a service is made from, as the build has left it. */
record ServicePackage(String service, Path jar) {
    private static final long MINUTES = 5;

    static ServicePackage of(String service) throws IOException {
        try (var files = Files.list(Repository.TOP.resolve(service).resolve("target"))) {
            var jar = files.filter(file -> file.toString().endsWith("-service.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(service + " has not been packaged"));
            return new ServicePackage(service, jar.toAbsolutePath().normalize());
        }
    }

    JarFile open() throws IOException {
        return new JarFile(jar.toFile());
    }

    /** As the stage of the layers does it. */
    Path layers(Path directory) throws IOException, InterruptedException {
        var copy = Files.copy(jar, directory.resolve("service.jar"));
        run(directory, java(), "-Djarmode=tools", "-jar", copy.toString(), "extract", "--layers", "--destination",
                directory.resolve("layers").toString());
        return directory.resolve("layers");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Returns what it printed, if it came to a good end. */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile(directory, "output", ".txt");
        var builder = new ProcessBuilder(List.of(command)).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                        (all, own) -> own + ":" + all);
        var process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        var printed = Files.readString(output);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue() + ":\n"
                    + printed);
        }
        return printed;
    }
}
