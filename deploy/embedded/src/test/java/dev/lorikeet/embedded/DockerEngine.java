package dev.lorikeet.embedded;

import org.testcontainers.DockerClientFactory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The suites that need real images are skipped where there is no Docker, with one line that says so. */
public final class DockerEngine {
    private DockerEngine() {}

    public static void require(String instead) {
        var there = DockerClientFactory.instance().isDockerAvailable();
        if (!there) {
            System.out.println("Skipped: no Docker engine; " + instead);
        }
        assumeTrue(there, "no Docker engine");
    }
}
