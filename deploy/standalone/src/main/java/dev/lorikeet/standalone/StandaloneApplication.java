package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.lorikeet.embedded.PlatformFailure;

/** What {@code deploy/up} runs. Everything but a few lines goes to the log file. */
public final class StandaloneApplication {
    private static final int REFUSED = 1;
    private static final long STOP_WITHIN_SECONDS = 10;

    private StandaloneApplication() {}

    public static void main(String[] arguments) {
        try {
            var command = CommandLine.parse(arguments);
            if (command.help()) {
                System.out.print(CommandLine.HELP);
                return;
            }
            run(command);
        } catch (PlatformFailure failure) {
            System.err.println(failure.getMessage());
            // Half-started servers have threads of their own; the sentence is the end of it.
            Runtime.getRuntime().halt(REFUSED);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(CommandLine command) throws InterruptedException {
        // Each service would set logging up anew, and each in its own way.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        logInto(command);
        var standalone = Standalone.start(command, line -> System.out.println("  " + line));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(standalone, System.out)));
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        System.out.printf(Locale.ROOT, "%nLorikeet is ready after %.1f s: %s%n", seconds,
                Standalone.url(command.port()));
        System.out.printf("Data in %s, log in %s. Ctrl-C stops it.%n", command.data(), logOf(command));
        new CountDownLatch(1).await();
    }

    private static void stop(Standalone standalone, PrintStream out) {
        out.println("\nStopping …");
        Thread.ofPlatform().daemon().start(StandaloneApplication::haltWhenStuck);
        standalone.close();
        out.println("Stopped.");
    }

    /** What is cut off here is healed by the next start, as after a kill. */
    private static void haltWhenStuck() {
        try {
            if (!new CountDownLatch(1).await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(REFUSED);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private static void logInto(CommandLine command) {
        try {
            Files.createDirectories(logOf(command).getParent());
            System.setProperty("lorikeet.log", logOf(command).toString());
        } catch (IOException e) {
            throw new PlatformFailure("The data directory %s cannot be created or written (%s); make it writable or"
                    .formatted(command.data(), e) + " choose another with --data DIR.", e);
        }
    }

    private static Path logOf(CommandLine command) {
        return command.data().resolve("logs").resolve("lorikeet.log");
    }
}
