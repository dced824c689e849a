package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody's tab with our page in it. Whatever the browser complains about is remembered. */
final class Visit implements AutoCloseable {
    private static final String RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";
    /** What axe found, each with the elements that have it. */
    private static final String AUDIT = "async () => (await axe.run(document, {runOnly: " + RULES + "})).violations"
            + ".map(found => found.id + ': ' + found.nodes.map(node => node.target + ' ' + node.failureSummary).join(', '))";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Visit(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    static Visit of(Browser browser, int port, Browser.NewContextOptions options) {
        var visit = new Visit(browser.newContext(options.setBaseURL("http://localhost:" + port)
                .setLocale("en-GB")
                .setReducedMotion(ReducedMotion.REDUCE)));
        visit.page.navigate("/");
        return visit;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Nothing that the page's content policy forbids, no exception, no failed request. */
    void assertNoComplaints() {
        assertThat(complaints).isEmpty();
    }

    /** In light and in dark. */
    void assertAccessible(String state) {
        page.evaluate(read(Chrome.UI.resolve("node_modules/axe-core/axe.min.js")));
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat((List<?>) page.evaluate(AUDIT)).as("%s, %s", state, scheme).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    void assertNoSidewaysScroll(String state) {
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(state)
                .isEqualTo(0);
    }

    @Override
    public void close() {
        context.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
