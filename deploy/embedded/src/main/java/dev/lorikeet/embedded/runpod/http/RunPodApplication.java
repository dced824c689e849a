package dev.lorikeet.embedded.runpod.http;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import dev.lorikeet.embedded.PlatformFailure;

/**
 * The stand-in as a program of its own, for services that do not run in one process. It listens on 127.0.0.1 as ever:
 * beside generation-service in a pod, or in a container that shares its network.
 */
public final class RunPodApplication {
    private static final int REFUSED = 1;

    private RunPodApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2 || !arguments[1].matches("[0-9]{1,5}")) {
            refuse("Say where its jobs are kept, and its port: RunPodApplication DIRECTORY PORT");
        }
        try {
            var runPod = EmbeddedRunPod.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(runPod::close));
            System.out.println("The RunPod stand-in is ready: " + runPod.url());
            new CountDownLatch(1).await();
        } catch (PlatformFailure failure) {
            refuse(String.valueOf(failure.getMessage()));
        }
    }

    private static void refuse(String sentence) {
        System.err.println(sentence);
        System.exit(REFUSED);
    }
}
