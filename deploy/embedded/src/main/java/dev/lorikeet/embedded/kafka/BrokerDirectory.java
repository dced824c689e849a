package dev.lorikeet.embedded.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import dev.lorikeet.embedded.PlatformFailure;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** The broker's directory: formatted once, and on every later start checked before Kafka touches it. */
record BrokerDirectory(Path path) {
    /** The same everywhere, so that a directory of some other Kafka cannot be mistaken for one of ours. */
    private static final String CLUSTER = "lorikeet-embedded-0001";

    static BrokerDirectory open(Path directory) {
        var opened = new BrokerDirectory(directory.toAbsolutePath().normalize());
        try {
            Files.createDirectories(opened.path);
            opened.prepare();
            return opened;
        } catch (IOException e) {
            throw opened.unusable(PlatformFailure.reasonOf(e), e);
        }
    }

    PlatformFailure unusable(String reason, @Nullable Throwable cause) {
        return new PlatformFailure(
                "Kafka cannot use its data in %s (%s); move that directory away to start with an empty one, or choose another data directory with --data DIR."
                        .formatted(path, reason),
                cause);
    }

    /**
     * Kafka sets aside every partition that its metadata does not know and goes on with empty ones, so damaged metadata
     * would lose all records without a word.
     */
    void requireNothingSetAside() {
        try (var strays = Files.newDirectoryStream(path, "*-stray")) {
            if (strays.iterator().hasNext()) {
                throw unusable("its metadata is damaged and no longer knows its topics", null);
            }
        } catch (IOException e) {
            throw unusable(PlatformFailure.reasonOf(e), e);
        }
    }

    private void prepare() throws IOException {
        requireNothingSetAside();
        var identity = path.resolve("meta.properties");
        if (Files.exists(identity)) {
            check(identity);
        } else if (holdsPartitions()) {
            // Formatting would give the directory a new identity, and the broker would set aside what is in it.
            throw unusable("meta.properties is missing", null);
        } else {
            format();
        }
    }

    private boolean holdsPartitions() throws IOException {
        try (var partitions = Files.newDirectoryStream(path, Files::isDirectory)) {
            return partitions.iterator().hasNext();
        }
    }

    private void check(Path identity) throws IOException {
        var found = new Properties();
        try (var reader = Files.newBufferedReader(identity, StandardCharsets.ISO_8859_1)) {
            found.load(reader);
        } catch (IllegalArgumentException e) {
            throw unusable("meta.properties is damaged", e);
        }
        var cluster = found.getProperty("cluster.id");
        if (cluster == null || found.getProperty("directory.id") == null) {
            throw unusable("meta.properties is damaged", null);
        }
        if (!cluster.equals(CLUSTER)) {
            throw unusable("it belongs to another Kafka cluster, " + cluster, null);
        }
    }

    private void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(CLUSTER)
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .addDirectory(path.toString())
                    .setMetadataLogDirectory(path.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw unusable(PlatformFailure.reasonOf(e), e);
        }
    }
}
