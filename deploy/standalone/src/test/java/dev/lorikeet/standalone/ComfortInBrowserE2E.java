package dev.lorikeet.standalone;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
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

    /** As somebody has it who set the letters of their browser to twice their size, and nothing else. */
    private static final String TWICE_AS_LARGE = "html { font-size: 200% }";
    /** What is pressed, on or current, and looks like what is beside it and is not. */
    private static final String TOLD_BY_OUR_COLOURS = """
            () => {
              const look = it => { const {backgroundColor, borderStyle, borderColor} = getComputedStyle(it); return [backgroundColor, borderStyle, borderColor].join() }
              const pairs = [['[aria-pressed=true]', '[aria-pressed=false]'], ['[data-state=on]', '[data-state=off]']]
              return pairs.flatMap(([on, off]) => [...document.querySelectorAll(on)].filter(it => it.checkVisibility())
                .filter(it => [...document.querySelectorAll(off)].some(other => look(other) === look(it))).map(it => it.outerHTML.slice(0, 200)))
            }""";
    /** Bars that are seen only by our colours: without an edge, and of the colour of what is behind them. */
    private static final String BARE = """
            () => [...document.querySelectorAll('[role=progressbar], [data-slot=track], [type=submit]')]
              .filter(it => it.checkVisibility() && getComputedStyle(it).borderTopStyle === 'none').map(it => it.outerHTML.slice(0, 200))""";
    private static final String FOCUS_IS_SEEN = """
            () => ['', '::after'].some(part => {
              const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement, part)
              return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
            })""";
    private static final int TABS = 30;

    private final List<String> jobs = new ArrayList<>();

    @BeforeAll
    void begin() {
        var studio = LORIKEET.studio();
        var lora = studio.high("a_rather_long_name_that_somebody_gave_to_a_lora_high_noise.safetensors", 1);
        for (var prompt : List.of("a harbour at dusk, and mist on the water", "the same harbour in the morning")) {
            jobs.add(studio.order(Studio.body(prompt, lora, "", "fail")));
        }
        jobs.forEach(studio::ended);
    }

    @Test
    void hasRoomForEverythingOnTheNarrowestPage() {
        for (boolean touch : List.of(false, true)) {
            try (var visit = LORIKEET.visit(new NewContextOptions().setViewportSize(320, 640).setHasTouch(touch))) {
                everywhere(visit, state -> assertRoom(visit, state + ", 320 pixels"));
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void hasRoomForLettersOfTwiceTheirSize() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.tablet(), LORIKEET.phone())) {
            try (visit) {
                visit.page().addStyleTag(new Page.AddStyleTagOptions().setContent(TWICE_AS_LARGE));
                everywhere(visit, state -> assertRoom(visit, state + ", large letters"));
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void needsNoneOfItsColours() {
        try (var visit = LORIKEET.desktop()) {
            visit.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            everywhere(visit, state -> {
                assertThat((List<?>) visit.page().evaluate(TOLD_BY_OUR_COLOURS)).as(state).isEmpty();
                assertThat((List<?>) visit.page().evaluate(BARE)).as(state).isEmpty();
                visit.page().keyboard().press("Tab");
                assertThat(visit.page().evaluate(FOCUS_IS_SEEN)).as(state).isEqualTo(true);
            });
            visit.page().navigate("/");
            assertThat(visit.button("Generate video")).isVisible();
            for (int tab = 0; tab < TABS; tab++) {
                visit.page().keyboard().press("Tab");
                assertThat(visit.page().evaluate(FOCUS_IS_SEEN)).as("tab %s", tab).isEqualTo(true);
            }
            visit.assertNoComplaints();
        }
    }

    private static void assertRoom(Visit visit, String state) {
        visit.assertNoSidewaysScroll(state);
        assertThat((List<?>) visit.page().evaluate(Reflow.CUT)).as(state).isEmpty();
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

    private void everywhere(Visit visit, Look look) {
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
        visit.page().evaluate("location.hash = '#/compare/%s'".formatted(String.join("/", jobs)));
        assertThat(visit.button("Play all")).isVisible();
        look.at("a comparison");
    }
}
