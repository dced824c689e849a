package dev.lorikeet.embedded.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * S3 on 127.0.0.1 over a directory. It checks every signature (SigV4), keeps objects and open multipart uploads over a
 * kill, and is tried out at start. It has no policies, life cycles or versions.
 */
public final class EmbeddedS3 implements AutoCloseable {
    private static final int MAX_THREADS = 64;
    private static final long STOP_MILLIS = 2_000;

    private final Path directory;
    private final S3Settings settings;
    private final S3Proxy server;

    private EmbeddedS3(Path directory, S3Settings settings, S3Proxy server) {
        this.directory = directory;
        this.settings = settings;
        this.server = server;
    }

    /** Port 0 means any free one. */
    public static EmbeddedS3 start(Path directory, int port, S3Settings settings) {
        // Absolute, because over a relative directory the store answers every listing with nothing.
        var absolute = directory.toAbsolutePath().normalize();
        var chosen = LoopbackPort.orFree("S3", port);
        var s3 = new EmbeddedS3(absolute, settings, server(prepare(absolute), chosen, settings));
        s3.run();
        return s3;
    }

    public int port() {
        return server.getPort();
    }

    /** Use it with path-style addressing; any region will do. */
    public URI endpoint() {
        return endpoint(port());
    }

    public String bucket() {
        return settings.bucket();
    }

    public S3Credentials credentials() {
        return settings.credentials();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3 did not stop", e);
        }
    }

    private void run() {
        try {
            server.start();
            SelfTest.run(this);
        } catch (Exception e) {
            close();
            throw unusable(directory, PlatformFailure.reasonOf(e), e);
        }
    }

    private static Path prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            UnfinishedFiles.remove(directory);
            HalfUploads.remove(directory);
            return directory;
        } catch (IOException e) {
            throw unusable(directory, PlatformFailure.reasonOf(e), e);
        }
    }

    private static S3Proxy server(Path directory, int port, S3Settings settings) {
        var credentials = settings.credentials();
        return S3Proxy.builder()
                .blobStore(new OpenUploadsOnly(new FilesystemNio2BlobStore(directory.toString())))
                .endpoint(endpoint(port))
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                .corsRules(cors(settings.uiOrigins()))
                // The SDK's own multipart uploads carry a header the server does not know, and would be refused.
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(MAX_THREADS)
                .stopTimeout(STOP_MILLIS)
                .build();
    }

    /** The server takes origins for regular expressions, in which a dot would let other hosts in. */
    private static CrossOriginResourceSharing cors(List<String> origins) {
        return new CrossOriginResourceSharing(
                origins.stream().map(Pattern::quote).toList(),
                List.of("GET", "HEAD", "PUT"),
                List.of("*"),
                List.of("ETag"),
                "false");
    }

    private static URI endpoint(int port) {
        return URI.create("http://" + LoopbackPort.HOST + ":" + port);
    }

    private static PlatformFailure unusable(Path directory, String reason, @Nullable Throwable cause) {
        return new PlatformFailure(
                "S3 cannot keep objects in %s (%s); choose a data directory on a local, writable file system with --data DIR."
                        .formatted(directory, reason),
                cause);
    }
}
