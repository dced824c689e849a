package dev.lorikeet.standalone;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page for those who see, move or point in another way than most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComfortInBrowserE2E {
    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    /** Whatever would move for longer than anybody can see. */
    private static final String MOVING = """
            () => {
              const seconds = times => times.split(',').map(parseFloat)
              const moves = style => [style.animationDuration, style.transitionDuration].flatMap(seconds).some(time => time > 0.001)
              return [...document.querySelectorAll('body, body *')]
                .filter(it => ['', '::before', '::after'].some(part => moves(getComputedStyle(it, part))))
                .map(it => it.outerHTML.slice(0, 200))
            }""";
    private static final String LOOK = """
            it => {
              const {backgroundColor, borderColor, boxShadow, color, opacity} = getComputedStyle(it)
              return [backgroundColor, borderColor, boxShadow, color, opacity].join()
            }""";

    @BeforeAll
    void begin() {
        LORIKEET.studio().high("a_rather_long_name_that_somebody_gave_to_a_lora_high_noise.safetensors", 1);
    }

    @Test
    void movesNothingForWhoeverAsksForThat() {
        try (var visit = LORIKEET.desktop()) {
            everywhere(visit, state -> assertThat((List<?>) visit.page().evaluate(MOVING)).as(state).isEmpty());
            visit.assertNoComplaints();
        }
    }

    @Test
    void answersToAPointerThatIsOverSomething() {
        try (var visit = LORIKEET.desktop()) {
            assertAnswers(visit, visit.loras());
            assertAnswers(visit, visit.button("Generate video"));
            visit.button("Draw a seed").hover();
            assertThat(visit.role(AriaRole.TOOLTIP, "Draw a seed")).isVisible();
            visit.loras().click();
            assertAnswers(visit, visit.page().getByRole(AriaRole.ARTICLE));
            visit.assertNoComplaints();
        }
    }

    private static void assertAnswers(Visit visit, Locator what) {
        assertThat(what).isVisible();
        visit.page().mouse().move(0, 0);
        var before = what.evaluate(LOOK);
        what.hover();
        visit.page()
                .waitForFunction("([it, before]) => (" + LOOK + ")(it) !== before",
                        List.of(what.elementHandle(), before));
    }

    private interface Look {
        void at(String state);
    }

    private static void everywhere(Visit visit, Look look) {
        assertThat(visit.button("Generate video")).isVisible();
        look.at("the form");
        visit.button("Select LoRA for High LoRA").click();
        assertThat(visit.role(AriaRole.LISTBOX, "Choose a LoRA for High LoRA")).isVisible();
        look.at("the list of a selector");
        visit.page().keyboard().press("Escape");
        visit.loras().click();
        assertThat(visit.page().getByRole(AriaRole.ARTICLE)).isVisible();
        look.at("LoRAs");
        visit.page().getByRole(AriaRole.ARTICLE).click();
        assertThat(visit.dialog("Edit LoRA")).isVisible();
        look.at("a LoRA is open");
        visit.page().keyboard().press("Escape");
        visit.page().keyboard().press("Escape");
        visit.page().evaluate("location.hash = '#/videos'");
        assertThat(visit.role(AriaRole.REGION, "Preview")).isVisible();
        look.at("videos");
    }
}
