package dev.lorikeet.standalone;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.lorikeet.embedded.PlatformFailure;
import org.slf4j.LoggerFactory;

/** What {@code deploy/up} runs. Everything but a few lines goes to the log file. */
public final class StandaloneApplication {
    private static final int REFUSED = 1;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final CommandLine command;
    private final Standalone standalone;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private StandaloneApplication(CommandLine command) {
        this.command = command;
        this.standalone = new Standalone(command, this::progress);
    }

    public static void main(String[] arguments) {
        // Each service would set logging up anew, and each in its own way.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try {
            new StandaloneApplication(CommandLine.parse(arguments)).run();
        } catch (PlatformFailure failure) {
            refuse(String.valueOf(failure.getMessage()));
        }
    }

    /** The hook comes first, so that Ctrl-C also stops what has only begun to start. */
    private void run() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
        try {
            standalone.start();
            announce();
            // For ever: the hook ends it.
            Thread.currentThread().join();
        } catch (Throwable failure) {
            // Whoever stops the start makes it fail, which is no news.
            if (!stopping.get()) {
                refuse(sentence(failure));
            }
        }
    }

    private void announce() {
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        System.out.printf(Locale.ROOT, "%nLorikeet is ready after %.1f s: %s%n", seconds,
                Standalone.url(command.port()));
        System.out.printf("Data in %s, log in %s. Ctrl-C stops it.%n", command.data(), LogFile.of(command.data()));
    }

    private void progress(String line) {
        if (!stopping.get()) {
            System.out.println("  " + line);
        }
    }

    /** What is cut off after the limit is healed by the next start, as after a kill. */
    private void stop() {
        stopping.set(true);
        System.out.println("\nStopping …");
        try {
            if (Thread.ofPlatform().daemon().start(standalone::close).join(STOP_WITHIN)) {
                System.out.println("Stopped.");
                return;
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(REFUSED);
    }

    private String sentence(Throwable failure) {
        if (failure instanceof PlatformFailure explained) {
            return String.valueOf(explained.getMessage());
        }
        LoggerFactory.getLogger(StandaloneApplication.class).error("Lorikeet did not start", failure);
        return "Lorikeet did not start (%s); this is a fault in Lorikeet, please report it with the log in %s."
                .formatted(PlatformFailure.reasonOf(failure), LogFile.of(command.data()));
    }

    /** Half-started servers have threads of their own; the sentence is the end of it. */
    private static void refuse(String sentence) {
        System.err.println(sentence);
        Runtime.getRuntime().halt(REFUSED);
    }
}
