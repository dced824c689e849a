package dev.lorikeet.embedded.platform;

import dev.lorikeet.embedded.LoopbackPort;

import dev.lorikeet.embedded.PlatformFailure;

/** Where each server listens on 127.0.0.1; 0 means any free port. */
public record Ports(int s3, int runPod, int kafka, int mongo) {
    private static final int S3_OFFSET = 3;
    private static final int RUNPOD_OFFSET = 4;
    private static final int KAFKA_OFFSET = 5;
    private static final int MONGO_OFFSET = 6;
    private static final int LAST = 65_535;

    /** What follows from {@code --port}; the ports before belong to the services. */
    public static Ports from(int first) {
        if (first < 1 || first > LAST - MONGO_OFFSET) {
            throw new PlatformFailure("--port %d is not possible; choose a number from 1 to %d."
                    .formatted(first, LAST - MONGO_OFFSET));
        }
        return new Ports(first + S3_OFFSET, first + RUNPOD_OFFSET, first + KAFKA_OFFSET, first + MONGO_OFFSET);
    }

    public static Ports free() {
        return new Ports(0, 0, 0, 0);
    }

    void requireFree() {
        LoopbackPort.requireFree("S3", s3);
        LoopbackPort.requireFree("the RunPod stand-in", runPod);
        LoopbackPort.requireFree("Kafka", kafka);
        LoopbackPort.requireFree("MongoDB", mongo);
    }
}
