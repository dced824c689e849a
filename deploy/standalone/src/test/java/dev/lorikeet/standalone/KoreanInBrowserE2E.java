package dev.lorikeet.standalone;

import java.util.List;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page in Korean. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KoreanInBrowserE2E {
    /** Whatever is said in three or more English words, be it seen or heard; names of things may stay. */
    private static final String ENGLISH = """
            () => {
              const seen = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility())
              const own = it => [...it.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join('')
              const said = it => [own(it), ...['aria-label', 'title', 'placeholder'].map(name => it.getAttribute(name) ?? '')]
              return seen.filter(it => !it.matches('script, style, textarea')).flatMap(said)
                .filter(text => /(\\b[A-Za-z']+[ ,.]+){2}[A-Za-z']+/.test(text))
            }
            """;

    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    @BeforeAll
    void begin() {
        LORIKEET.studio().high("rain_high_noise.safetensors", 1);
    }

    @Test
    void speaksKoreanToWhoeverDoesAndEnglishToWhoeverAsksForIt() {
        try (var visit = LORIKEET.korean()) {
            assertThat(visit.button("동영상 만들기")).isVisible();
            assertThat(visit.page().locator("html")).hasAttribute("lang", "ko");
            assertKorean(visit, "the page");
            visit.assertAccessible("in Korean");
            visit.loras().click();
            assertThat(visit.dialog("LoRA 관리")).containsText("rain_high_noise");
            assertKorean(visit, "LoRAs");
            visit.page().keyboard().press("Escape");
            visit.button("동영상 만들기").click();
            assertThat(visit.text("필수 항목입니다.")).isVisible();
            assertKorean(visit, "a form with errors");
            visit.button("설정").click();
            visit.assertAccessible("settings");
            visit.role(AriaRole.MENUITEMRADIO, "English").click();
            assertThat(visit.button("Generate video")).isVisible();
            assertThat(visit.page().locator("html")).hasAttribute("lang", "en");
            visit.page().reload();
            assertThat(visit.button("Generate video")).isVisible();
            visit.assertNoComplaints();
        }
    }

    private static void assertKorean(Visit visit, String state) {
        assertThat((List<?>) visit.page().evaluate(ENGLISH)).as(state).isEmpty();
    }
}
