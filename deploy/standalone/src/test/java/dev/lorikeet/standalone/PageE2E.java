package dev.lorikeet.standalone;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page as somebody finds it who has just started Lorikeet: nobody has to sign in, and nothing is in the way. */
final class PageE2E {
    /** In bytes as gzip packs whole files; what the server sends while it streams them is a little more. */
    private static final String CODE = """
            async () => {
              await new Promise(idle => requestIdleCallback(idle))
              const fetched = performance.getEntriesByType('resource').map(it => it.name)
              let sum = 0
              for (const name of new Set(fetched.filter(it => new URL(it).pathname.endsWith('.js')))) {
                const packed = (await fetch(name)).body.pipeThrough(new CompressionStream('gzip'))
                sum += (await new Response(packed).arrayBuffer()).byteLength
              }
              return sum
            }""";
    private static final int MOST_CODE = 200_000;

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
    void fetchesLittleBeforeItIsUsed() {
        try (var visit = LORIKEET.desktop()) {
            assertThat(visit.button("Generate video")).isVisible();
            assertThat(visit.text("Your first video appears here")).isVisible();
            int bytes = ((Number) visit.page().evaluate(CODE)).intValue();
            System.out.printf("[ui] JavaScript of the first load, gzip: %,d bytes%n", bytes);
            assertThat(bytes).isBetween(1, MOST_CODE);
            visit.assertNoComplaints();
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
