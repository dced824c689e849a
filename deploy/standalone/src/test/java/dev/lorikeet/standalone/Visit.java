package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody's tab with our page in it. Whatever the browser complains about is remembered. */
final class Visit implements AutoCloseable {
    private static final String RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']";
    /**
     * What axe found, each with the elements that have it. Neither colours that are on their way to others are judged,
     * nor what a bar that sticks to an edge happens to cover: one can scroll.
     */
    private static final String AUDIT = """
            async () => {
              const frame = () => new Promise(requestAnimationFrame)
              const changes = () => document.getAnimations().some(it => it instanceof CSSTransition)
              do await frame().then(frame); while (changes())
              const bars = [...document.querySelectorAll('body *')].filter(it => getComputedStyle(it).position === 'sticky')
              for (const bar of bars) bar.style.position = 'relative'
              const { violations } = await axe.run(document, {runOnly: %s})
              for (const bar of bars) bar.style.position = ''
              return violations.map(found => found.id + ': ' + found.nodes.map(node => node.target + ' ' + node.failureSummary).join(', '))
            }"""
            .formatted(RULES);
    private static final int MOST_TABS = 80;

    private final BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Page page;

    private Visit(BrowserContext context) {
        this.context = context;
        this.page = opened();
    }

    /** @param workspace the only one of whoever is signed in */
    static Visit of(Browser browser, int port, String workspace, Browser.NewContextOptions options) {
        var context = browser.newContext(options.setBaseURL("http://localhost:" + port)
                .setLocale(options.locale == null ? "en-GB" : options.locale)
                .setReducedMotion(ReducedMotion.REDUCE));
        // The page asks for a token as anybody, and gets one as a member of the workspace.
        context.addInitScript(
                """
                        const asAnybody = window.fetch
                        window.fetch = (address, request) => asAnybody(address, new URL(address, location).pathname !== '/dev/token' ? request : {
                          ...request, headers: {'Content-Type': 'application/json'}, body: '{"workspaces": {"%s": "owner"}}',
                        })
                        """
                        .formatted(workspace));
        return new Visit(context);
    }

    private Page opened() {
        var opened = context.newPage();
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        opened.onPageError(complaints::add);
        opened.navigate("/");
        return opened;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** The tab ends without a chance to say anything; the page is opened anew beside what the browser has kept of it. */
    void killTab() {
        page.close();
        page = opened();
    }

    void slowUploads(long bytesPerSecond) {
        var network = new JsonObject();
        network.addProperty("offline", false);
        network.addProperty("latency", 0);
        network.addProperty("downloadThroughput", -1);
        network.addProperty("uploadThroughput", bytesPerSecond);
        context.newCDPSession(page).send("Network.emulateNetworkConditions", network);
    }

    Locator role(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(String name) {
        return role(AriaRole.BUTTON, name);
    }

    Locator dialog(String name) {
        return role(AriaRole.DIALOG, name);
    }

    Locator text(String text) {
        return page.getByText(text);
    }

    /** In the header, whatever it says about uploads beside its name. */
    Locator loras() {
        return page.getByRole(AriaRole.BANNER)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^LoRA")));
    }

    /** As somebody does who has no mouse. */
    void tabTo(Locator wanted) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (wanted.count() == 1 && Boolean.TRUE.equals(wanted.evaluate("it => it === document.activeElement"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Nobody gets to " + wanted + " by the tab key.");
    }

    /** Nothing that the page's content policy forbids, no exception, no failed request. */
    void assertNoComplaints() {
        assertThat(complaints).isEmpty();
    }

    /** The browser calls every answer an error that is no success; here this one was wanted. */
    void assertNoComplaintsBut(int wantedStatus) {
        assertThat(complaints).filteredOn(complaint -> !complaint.contains("status of " + wantedStatus)).isEmpty();
    }

    /** In light and in dark, and by touch where that is how it is used. */
    void assertAccessible(String state) {
        if (Boolean.TRUE.equals(page.evaluate("matchMedia('(pointer: coarse)').matches"))) {
            assertThat((List<?>) page.evaluate(TouchTargets.TOO_SMALL)).as(state).isEmpty();
        }
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
