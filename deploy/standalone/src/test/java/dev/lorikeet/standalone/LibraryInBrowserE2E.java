package dev.lorikeet.standalone;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What people do with the LoRAs that they have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LibraryInBrowserE2E {
    private static final String COLUMNS = "cards => new Set(cards.map(card => card.getBoundingClientRect().x)).size";

    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    private Studio studio;

    @BeforeAll
    void begin() {
        studio = LORIKEET.studio();
        studio.high("lantern_high_noise.safetensors", 1);
        studio.low("lantern_low_noise.safetensors", 2);
        studio.high("mirror_high_noise.safetensors", 3);
    }

    @Test
    void deletesOnlyWhatItIsToldToAndBringsItBackWhenAsked() {
        var kept = studio.high("kept_high_noise.safetensors", 11);
        var gone = studio.high("gone_high_noise.safetensors", 12);
        try (var visit = LORIKEET.desktop()) {
            visit.loras().click();
            visit.button("Delete kept_high_noise").click();
            var question = visit.role(AriaRole.ALERTDIALOG, "Delete this LoRA?");
            assertThat(question).containsText("kept_high_noise");
            visit.assertAccessible("asks before it deletes");
            question.getByText("Cancel").click();
            assertThat(card(visit, "kept_high_noise")).isVisible();
            delete(visit, "kept_high_noise");
            assertThat(card(visit, "kept_high_noise")).isHidden();
            visit.button("Undo").click();
            assertThat(card(visit, "kept_high_noise")).isVisible();
            delete(visit, "gone_high_noise");
            assertThat(card(visit, "gone_high_noise")).isHidden();
            visit.assertAccessible("deleted");
            visit.page().reload();
            assertThat(card(visit, "kept_high_noise")).isVisible();
            assertThat(card(visit, "gone_high_noise")).isHidden();
            visit.assertNoComplaints();
        }
        assertThat(studio.client().status(kept)).isEqualTo("ready");
        assertThat(studio.client().status(gone)).isIn("deleting", "gone");
    }

    @Test
    void findsALoraByTheNameItWasGiven() {
        studio.high("plain_high_noise.safetensors", 21);
        try (var visit = LORIKEET.desktop()) {
            visit.loras().click();
            card(visit, "plain_high_noise").click();
            var name = visit.dialog("Edit LoRA").getByLabel("Name", new Locator.GetByLabelOptions().setExact(true));
            visit.assertAccessible("a LoRA is open");
            name.fill("Harbour at Dusk");
            visit.button("Save").click();
            assertThat(visit.dialog("Edit LoRA")).isHidden();
            visit.role(AriaRole.SEARCHBOX, "Search LoRAs").fill("dusk");
            assertThat(cards(visit)).hasCount(1);
            assertThat(card(visit, "Harbour at Dusk")).isVisible();
            visit.role(AriaRole.SEARCHBOX, "Search LoRAs").fill("there is no such thing");
            assertThat(visit.text("Nothing matches")).isVisible();
            visit.assertAccessible("nothing matches");
            visit.assertNoComplaints();
        }
    }

    @Test
    void putsALoraIntoTheFormToTryIt() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                visit.loras().click();
                visit.button("Try it: lantern_low_noise").click();
                assertThat(visit.button("Change Low LoRA, now lantern_low_noise")).isVisible();
                assertThat(visit.button("Change High LoRA, now lantern_high_noise")).isVisible();
                assertThat(visit.page().locator("textarea").first()).isFocused();
                assertThat(visit.role(AriaRole.SPINBUTTON, "Frames").first()).hasValue("33");
                visit.assertAccessible("a LoRA is tried");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void showsByItselfWhatSomebodyElseUploads() {
        try (var visit = LORIKEET.desktop()) {
            visit.loras().click();
            assertThat(card(visit, "mirror_high_noise")).isVisible();
            studio.low("mirror_low_noise.safetensors", 31);
            assertThat(card(visit, "mirror_low_noise")).isVisible();
            visit.assertNoComplaints();
        }
    }

    @Test
    void putsAsManyCardsSideBySideAsThereIsRoomFor() {
        for (var columns : Map.of(LORIKEET.desktop(), 3, LORIKEET.tablet(), 2, LORIKEET.phone(), 1).entrySet()) {
            try (var visit = columns.getKey()) {
                visit.loras().click();
                assertThat(card(visit, "lantern_high_noise")).isVisible();
                assertThat(cards(visit).evaluateAll(COLUMNS)).isEqualTo(columns.getValue());
                visit.assertAccessible("LoRAs");
                visit.assertNoSidewaysScroll("LoRAs");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void canBeUsedWithAFinger() {
        for (var visit : List.of(LORIKEET.tablet(), LORIKEET.phone())) {
            try (visit) {
                assertThat(visit.button("Generate")).isVisible();
                visit.assertAccessible("the form");
                visit.loras().tap();
                assertThat(card(visit, "lantern_high_noise")).isVisible();
                visit.assertAccessible("LoRAs");
                var filters = visit.button("Filters");
                if (filters.isVisible()) {
                    filters.tap();
                    visit.assertAccessible("filters");
                }
                visit.button("Actions for lantern_high_noise").tap();
                assertThat(visit.role(AriaRole.MENUITEM, "Download")).isVisible();
                visit.assertAccessible("what can be done with a LoRA");
                visit.role(AriaRole.MENUITEM, "Edit").tap();
                assertThat(visit.dialog("Edit LoRA")).isVisible();
                visit.assertAccessible("a LoRA is open");
                visit.assertNoSidewaysScroll("a LoRA is open");
                visit.button("Cancel").tap();
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void uncoversDeletionWithASwipeAndStillAsks() {
        try (var visit = LORIKEET.phone()) {
            visit.loras().tap();
            var card = card(visit, "lantern_low_noise");
            assertThat(card).isVisible();
            Finger.swipeLeft(visit, card);
            var delete = visit.page()
                    .getByRole(AriaRole.LISTITEM)
                    .filter(new Locator.FilterOptions().setHas(card))
                    .getByText("Delete", new Locator.GetByTextOptions().setExact(true));
            assertThat(delete).isVisible();
            visit.assertAccessible("swiped");
            delete.tap();
            var question = visit.role(AriaRole.ALERTDIALOG, "Delete this LoRA?");
            assertThat(question).isVisible();
            visit.assertAccessible("asks after a swipe");
            question.getByText("Cancel").tap();
            assertThat(card).isVisible();
            visit.assertNoComplaints();
        }
    }

    private static void delete(Visit visit, String name) {
        visit.button("Delete " + name).click();
        visit.role(AriaRole.ALERTDIALOG, "Delete this LoRA?")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();
    }

    private static Locator cards(Visit visit) {
        return visit.page().getByRole(AriaRole.ARTICLE);
    }

    private static Locator card(Visit visit, String name) {
        return visit.role(AriaRole.ARTICLE, name);
    }
}
