package dev.lorikeet.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Assumptions;

/** A Chromium that is installed on this machine, driven by the driver among the page's npm packages. */
final class Chrome implements AutoCloseable {
    static final Path UI = Repository.ROOT.resolve("lora-api/src/main/ui");
    /** How long anything may take to be seen on a page. */
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String DRIVER = "playwright.cli.dir";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome-stable",
            "google-chrome", "chrome", "microsoft-edge");
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/chromium"), Path.of("/snap/bin/chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

    private final Playwright playwright;
    private final Browser browser;

    private Chrome(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the tests of the caller where there is no browser, unless one is required. */
    static Chrome launch() {
        var found = find();
        if (found.isEmpty()) {
            var why = "There is no Chromium: install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.";
            if (System.getenv("LORIKEET_BROWSER_REQUIRED") != null) {
                throw new IllegalStateException(why);
            }
            System.err.println("Browser tests are skipped. " + why);
            Assumptions.abort(why);
        }
        try {
            return launched(found.orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Chrome launched(Path executable) throws IOException {
        if (System.getProperty(DRIVER) == null) {
            System.setProperty(DRIVER, driver().toString());
        }
        PlaywrightAssertions.setDefaultAssertionTimeout((double) LIMIT.toMillis());
        var playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", System.getProperty("ui.node", "node"))));
        var browser = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync")));
        return new Chrome(playwright, browser);
    }

    /** A directory with the package in it, for as long as this JVM lives: the client looks for it only once. */
    private static Path driver() throws IOException {
        var driver = Files.createTempDirectory("lorikeet-driver");
        driver.toFile().deleteOnExit();
        var link = Files.createSymbolicLink(driver.resolve("package"), UI.resolve("node_modules/playwright-core"));
        link.toFile().deleteOnExit();
        return driver;
    }

    private static Optional<Path> find() {
        var named = System.getenv("CHROMIUM_PATH");
        if (named != null && !Files.isExecutable(Path.of(named))) {
            throw new IllegalStateException("CHROMIUM_PATH names " + named + ", which cannot be run");
        }
        var path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)));
        return Stream.of(Stream.ofNullable(named).map(Path::of), path, PLACES.stream())
                .flatMap(candidates -> candidates)
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
