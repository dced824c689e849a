package dev.lorikeet.standalone;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** How somebody puts a LoRA into an order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SelectorInBrowserE2E {
    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    private Studio studio;

    @BeforeAll
    void begin() {
        studio = LORIKEET.studio();
        studio.high("amber_high_noise.safetensors", 1);
        studio.low("amber_low_noise.safetensors", 2);
        studio.high("zinc_high_noise.safetensors", 3);
    }

    @Test
    void choosesWhatIsUploadedFromWithinAndGivesTheFocusBack() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                var name = "fresh" + visit.page().viewportSize().width + "_high_noise";
                visit.button("Select LoRA for High LoRA").click();
                visit.button("Upload New LoRA").click();
                assertThat(visit.dialog("LoRA Management")).isVisible();
                visit.page()
                        .locator("input[type=file][multiple]")
                        .setInputFiles(LoraFiles.small(name + ".safetensors", visit.page().viewportSize().width));
                assertThat(visit.dialog("LoRA Management")).isHidden();
                assertThat(visit.button("Change High LoRA, now " + name)).isFocused();
                visit.assertAccessible("a LoRA is chosen");
                visit.assertNoSidewaysScroll("a LoRA is chosen");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void opensTheLibraryAndComesBack() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                var manage = visit.button("Manage LoRAs").first();
                manage.click();
                assertThat(visit.dialog("LoRA Management")).isVisible();
                visit.page().keyboard().press("Escape");
                assertThat(visit.dialog("LoRA Management")).isHidden();
                assertThat(manage).isFocused();
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void showsWhatDoesNotFitAndWhyButDoesNotTakeIt() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                visit.button("Select LoRA for High LoRA").click();
                var other = visit.role(AriaRole.OPTION, "amber_low_noise");
                assertThat(other).isDisabled();
                assertThat(other).containsText("Made for the low-noise expert");
                visit.assertAccessible("choosing");
                visit.assertNoSidewaysScroll("choosing");
                other.click(new Locator.ClickOptions().setForce(true));
                assertThat(visit.text("amber_low_noise cannot be chosen.")).isAttached();
                visit.page().keyboard().press("Escape");
                assertThat(visit.button("Select LoRA for High LoRA")).isFocused();
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void putsWhatWasUsedLastOnTop() {
        var id = studio.high("used_high_noise.safetensors", 41);
        studio.ended(studio.order(Studio.body("with a used one", id, "", "fail")));
        try (var visit = LORIKEET.desktop()) {
            visit.button("Select LoRA for High LoRA").click();
            assertThat(visit.role(AriaRole.GROUP, "Recent").getByRole(AriaRole.OPTION)).containsText("used_high_noise");
            assertThat(options(visit).first()).containsText("used_high_noise");
            visit.assertAccessible("choosing among recent ones");
            visit.assertNoComplaints();
        }
    }

    @Test
    void needsNoMouse() {
        try (var visit = LORIKEET.desktop()) {
            var keyboard = visit.page().keyboard();
            visit.tabTo(visit.role(AriaRole.CHECKBOX, "Choose both halves of a pair together"));
            keyboard.press("Space");
            visit.tabTo(visit.button("Select LoRA for High LoRA"));
            keyboard.press("ArrowDown");
            assertThat(visit.role(AriaRole.COMBOBOX, "Search LoRAs")).isFocused();
            keyboard.press("End");
            keyboard.press("Home");
            keyboard.type("zinc");
            assertThat(options(visit)).hasCount(1);
            keyboard.press("Enter");
            var chosen = visit.button("Change High LoRA, now zinc_high_noise");
            assertThat(chosen).isFocused();
            keyboard.type("am");
            assertThat(visit.role(AriaRole.COMBOBOX, "Search LoRAs")).hasValue("am");
            keyboard.press("Enter");
            assertThat(visit.button("Change High LoRA, now amber_high_noise")).isFocused();
            visit.tabTo(visit.button("Use both"));
            keyboard.press("Enter");
            assertThat(visit.button("Change Low LoRA, now amber_low_noise")).isVisible();
            visit.tabTo(visit.button("Clear Low LoRA"));
            keyboard.press("Enter");
            assertThat(visit.button("Select LoRA for Low LoRA")).isFocused();
            visit.assertNoComplaints();
        }
    }

    private static Locator options(Visit visit) {
        return visit.role(AriaRole.LISTBOX, "Choose a LoRA for High LoRA").getByRole(AriaRole.OPTION);
    }
}
