package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

import com.microsoft.playwright.Browser.NewContextOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/**
 * One Lorikeet and one Chromium for all classes of a run that register this, because starting them takes longer than
 * most of the tests. Each class has a workspace of its own, so none of them sees what another one leaves behind.
 */
final class LorikeetInBrowser implements BeforeAllCallback {
    private static final Namespace OURS = Namespace.create(LorikeetInBrowser.class);

    private @Nullable Running running;
    private String workspace = "";

    /** Stops with the run, whatever became of its tests. */
    private record Running(Chrome chrome, Standalone standalone, int port, Path data) implements AutoCloseable {

        static Running start() {
            var chrome = Chrome.launch();
            try {
                var data = Files.createTempDirectory("lorikeet-in-browser");
                int port = Processes.sevenFreePorts();
                return new Running(chrome, Standalone.start(new CommandLine(data, port), _ -> {}), port, data);
            } catch (IOException | RuntimeException failure) {
                chrome.close();
                throw failure instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) failure;
            }
        }

        @Override
        public void close() throws IOException {
            chrome.close();
            standalone.close();
            FileSystemUtils.deleteRecursively(data);
        }
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        running = tests.getRoot().getStore(OURS).computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
        workspace = tests.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private Running running() {
        return Objects.requireNonNull(running, "no class has begun");
    }

    int port() {
        return running().port();
    }

    LoraClient client() {
        return new LoraClient(port(), workspace);
    }

    Studio studio() {
        return new Studio(client(), port());
    }

    /** A person with a mouse, at a desk. */
    Visit desktop() {
        return visit(new NewContextOptions().setViewportSize(1440, 900));
    }

    /** The same, in a browser that speaks Korean. */
    Visit korean() {
        return visit(new NewContextOptions().setViewportSize(1440, 900).setLocale("ko-KR"));
    }

    Visit tablet() {
        return visit(new NewContextOptions().setViewportSize(820, 1180).setHasTouch(true));
    }

    Visit phone() {
        return visit(new NewContextOptions().setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true)
                .setDeviceScaleFactor(2));
    }

    Visit visit(NewContextOptions options) {
        return Visit.of(running().chrome().browser(), port(), workspace, options);
    }
}
