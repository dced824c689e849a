package dev.lorikeet.standalone;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The page as somebody finds it who has just started Lorikeet: nobody has to sign in, and nothing is in the way. */
final class PageE2E {
    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    @Test
    void isAccessibleAtEveryWidthInBothThemesAndNeverScrollsSideways() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.tablet(), LORIKEET.phone())) {
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
        try (var visit = LORIKEET.desktop()) {
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
