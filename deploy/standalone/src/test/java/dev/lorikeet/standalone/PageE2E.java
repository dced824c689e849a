package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The page as somebody finds it who has just started Lorikeet: nobody has to sign in, and nothing is in the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageE2E {
    private int port;
    private Standalone standalone;
    private Chrome chrome;

    @BeforeAll
    void start(@TempDir Path data) {
        chrome = Chrome.launch();
        port = Processes.sevenFreePorts();
        standalone = Standalone.start(new CommandLine(data, port), _ -> {});
    }

    @AfterAll
    void stop() {
        if (standalone != null) {
            standalone.close();
        }
        if (chrome != null) {
            chrome.close();
        }
    }

    @Test
    void isAccessibleAtEveryWidthInBothThemesAndNeverScrollsSideways() {
        for (var visit : List.of(chrome.desktop(port), chrome.tablet(port), chrome.phone(port))) {
            try (visit) {
                assertThat(loras(visit)).isVisible();
                visit.assertAccessible("nothing there yet");
                visit.assertNoSidewaysScroll("nothing there yet");
                loras(visit).click();
                assertThat(visit.page().getByRole(AriaRole.DIALOG)).isVisible();
                visit.assertAccessible("no LoRA yet");
                visit.assertNoSidewaysScroll("no LoRA yet");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void givesTheFocusBackToWhatOpenedTheDialog() {
        try (var visit = chrome.desktop(port)) {
            loras(visit).focus();
            visit.page().keyboard().press("Enter");
            assertThat(visit.page().getByRole(AriaRole.DIALOG)).isVisible();
            visit.page().keyboard().press("Escape");
            assertThat(visit.page().getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(loras(visit)).isFocused();
        }
    }

    private static Locator loras(Visit visit) {
        return visit.page()
                .getByRole(AriaRole.BANNER)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("LoRAs"));
    }
}
