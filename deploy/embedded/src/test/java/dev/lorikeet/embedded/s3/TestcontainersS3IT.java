package dev.lorikeet.embedded.s3;

import java.net.URI;

import dev.lorikeet.embedded.DockerEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.MinIOContainer;

import static java.util.Objects.requireNonNull;

class TestcontainersS3IT extends S3Contract {
    private static final String BUCKET = "lorikeet";

    private static @Nullable MinIOContainer container;
    private static @Nullable S3Connection connection;

    @BeforeAll
    static void start() {
        DockerEngine.require("what we rely on S3 for was proved on the embedded server only.");
        var started = new MinIOContainer("minio/minio:RELEASE.2025-09-07T16-13-09Z");
        container = started;
        started.start();
        var credentials = new S3Credentials(started.getUserName(), started.getPassword());
        var opened = S3Connection.to(URI.create(started.getS3URL()), credentials, BUCKET);
        connection = opened;
        opened.client().createBucket(create -> create.bucket(BUCKET)).join();
    }

    @AfterAll
    static void stop() {
        if (connection != null) {
            connection.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Override
    S3Connection s3() {
        return requireNonNull(connection);
    }
}
