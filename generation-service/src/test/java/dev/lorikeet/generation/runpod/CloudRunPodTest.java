package dev.lorikeet.generation.runpod;

import java.time.Duration;
import java.time.Instant;

import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Operation;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.RequestFault;
import dev.lorikeet.embedded.runpod.RunPodCloud;

final class CloudRunPodTest extends RunPodContract {
    private final RunPodCloud cloud = new RunPodCloud(Instant.parse("2026-03-04T12:00:00Z"), 1);
    private final RunPod runPod = new CloudRunPod(cloud);

    {
        cloud.endpoint(ENDPOINT, EndpointSettings.of(Personality.ANY));
    }

    @Override
    RunPod runPod() {
        return runPod;
    }

    @Override
    void fault(Operation operation, RequestFault fault) {
        cloud.faults(ENDPOINT).nextRequests(operation, fault, 1);
    }

    @Override
    void pass() {
        cloud.advance(Duration.ofSeconds(1));
    }
}
