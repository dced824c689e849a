package dev.lorikeet.standalone;

import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** From a prompt to a video that plays, in the browser. What is in double brackets is for RunPod's stand-in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GenerateInBrowserE2E {
    private static final String IS_PLAYING = "video => video.readyState >= 2 && !video.error && video.currentTime > 0";

    private static final String ARE_IN_STEP = """
            () => {
              const times = [...document.querySelectorAll('video')].map(video => video.currentTime)
              return times.length === 2 && Math.min(...times) > 0 && Math.abs(times[0] - times[1]) < 0.1
            }""";

    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    private Studio studio;

    @BeforeAll
    void begin() {
        studio = LORIKEET.studio();
        studio.high("rain_high_noise.safetensors", 1);
        studio.low("rain_low_noise.safetensors", 2);
    }

    @Test
    void makesAVideoThatPlaysWithoutAMouse() {
        try (var visit = LORIKEET.desktop()) {
            var keyboard = visit.page().keyboard();
            visit.tabTo(prompt(visit));
            keyboard.type("a harbour at dusk");
            visit.tabTo(visit.button("Select LoRA for High LoRA"));
            keyboard.press("ArrowDown");
            assertThat(visit.role(AriaRole.COMBOBOX, "Search LoRAs")).isFocused();
            keyboard.type("rain");
            keyboard.press("Enter");
            assertThat(visit.button("Change Low LoRA, now rain_low_noise")).isVisible();
            keyboard.press("Control+Enter");
            var video = video(visit, "a harbour at dusk");
            assertThat(video).isVisible();
            visit.tabTo(video);
            keyboard.press("Space");
            visit.page().waitForFunction(IS_PLAYING, video.elementHandle());
            visit.assertAccessible("a video is done");
            visit.tabTo(visit.button("Manifest"));
            keyboard.press("Enter");
            var manifest = visit.dialog("Manifest");
            assertThat(manifest).containsText("rain_high_noise");
            assertThat(manifest).containsText("rain_low_noise");
            assertThat(manifest).containsText("SHA-256");
            visit.assertAccessible("manifest");
            keyboard.press("Escape");
            assertThat(visit.button("Manifest")).isFocused();
            visit.assertNoComplaints();
        }
    }

    @Test
    void takesTheSettingsOfAVideoForTheNext() {
        var job = studio.order(Studio.body("waves at night", "", "", "fail"));
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                prompt(visit).fill("something else");
                visit.page().navigate("/#/videos/" + job);
                assertThat(video(visit, "waves at night")).isVisible();
                visit.assertAccessible("a video");
                visit.assertNoSidewaysScroll("a video");
                visit.button("Manifest").click();
                assertThat(visit.dialog("Manifest")).containsText("SHA-256");
                visit.assertAccessible("manifest");
                visit.assertNoSidewaysScroll("manifest");
                visit.page().keyboard().press("Escape");
                visit.button("Use these settings").click();
                assertThat(prompt(visit)).hasValue("waves at night");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void playsVideosSideBySideAndInStep() {
        for (var prompt : List.of("one of two", "the other of two")) {
            studio.ended(studio.order(Studio.body(prompt, "", "", "fail")));
        }
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                visit.page().navigate("/#/videos");
                visit.role(AriaRole.REGION, "Videos").getByRole(AriaRole.BUTTON, named("Compare")).click();
                for (var prompt : List.of("one of two", "the other of two")) {
                    visit.page().getByLabel(Pattern.compile("^" + prompt)).check();
                }
                visit.assertAccessible("choosing what to compare");
                visit.assertNoSidewaysScroll("choosing what to compare");
                visit.role(AriaRole.REGION, "Videos").getByRole(AriaRole.BUTTON, named("Compare")).last().click();
                assertThat(visit.page().getByRole(AriaRole.LISTITEM)).hasCount(2);
                visit.button("Play all").click();
                visit.page().waitForFunction(ARE_IN_STEP);
                visit.button("Pause all").click();
                visit.assertAccessible("a comparison");
                visit.assertNoSidewaysScroll("a comparison");
                visit.page().reload();
                assertThat(visit.page().getByRole(AriaRole.LISTITEM)).hasCount(2);
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void ordersOneThingWithSeveralWeightsAndShowsThemAsTheyAreFinished() {
        try (var visit = LORIKEET.desktop()) {
            prompt(visit).fill("how much rain");
            visit.button("Select LoRA for High LoRA").click();
            visit.role(AriaRole.OPTION, "rain_high_noise").click();
            visit.button("Compare weights").click();
            var dialog = visit.dialog("Compare weights");
            assertThat(dialog).containsText("Seed of all");
            visit.assertAccessible("weights to compare");
            dialog.getByRole(AriaRole.BUTTON, named("Order 3 videos")).click();
            var shown = visit.role(AriaRole.REGION, "Compare").getByRole(AriaRole.LISTITEM);
            assertThat(shown).containsText(new String[]{"× 0.4", "× 0.7", "× 1"});
            assertThat(visit.text("3 videos side by side")).isVisible();
            visit.assertNoComplaints();
        }
    }

    @Test
    void saysWhatWentWrongAndWhatToDo() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                order(visit, "too much at once [[out-of-memory]]");
                var failure = visit.role(AriaRole.GROUP, "This did not work");
                assertThat(failure).containsText("The worker ran out of GPU memory.");
                assertThat(failure).containsText("Try using fewer LoRAs.");
                visit.assertAccessible("a job has failed");
                visit.assertNoSidewaysScroll("a job has failed");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void saysWhatIsMissingAndWhatTheServiceDoesNotTake() {
        var gone = studio.high("gone_high_noise.safetensors", 51);
        try (var visit = LORIKEET.desktop()) {
            visit.button("Generate video").click();
            assertThat(prompt(visit)).isFocused();
            assertThat(visit.text("This is needed.")).isVisible();
            visit.assertAccessible("a form with errors");
            prompt(visit).fill("a LoRA that has gone");
            visit.button("Select LoRA for High LoRA").click();
            visit.role(AriaRole.OPTION, "gone_high_noise").click();
            studio.client().send("DELETE", "/api/lora/" + gone, null);
            assertThat(visit.text("This LoRA is no longer there")).isVisible();
            studio.awaitUnfit(Studio.body("x", gone, "", "fail"));
            visit.button("Generate video").click();
            assertThat(visit.page().getByRole(AriaRole.ALERT)).containsText("This selection cannot be used.");
            assertThat(visit.role(AriaRole.GROUP, "High LoRA")).containsText("deleted");
            visit.assertAccessible("refused");
            visit.assertNoComplaintsBut(422);
        }
    }

    @Test
    void cancelsWhatIsRunning() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                order(visit, "never mind [[slow]]");
                var stage = visit.role(AriaRole.REGION, "Preview");
                assertThat(stage.getByRole(AriaRole.STATUS)).containsText("Rendering");
                visit.assertAccessible("a job is running");
                visit.assertNoSidewaysScroll("a job is running");
                stage.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")).click();
                assertThat(stage).containsText("Nothing was kept but the settings.");
                visit.assertAccessible("cancelled");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void keepsDraftAndJobWhenThePageIsLoadedAgain() {
        try (var visit = LORIKEET.desktop()) {
            order(visit, "still here");
            assertThat(video(visit, "still here")).isVisible();
            prompt(visit).fill("not ordered yet");
            visit.page().waitForFunction("() => JSON.stringify(localStorage).includes('not ordered yet')");
            visit.page().reload();
            assertThat(prompt(visit)).hasValue("not ordered yet");
            assertThat(video(visit, "still here")).isVisible();
            visit.assertNoComplaints();
        }
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static void order(Visit visit, String prompt) {
        prompt(visit).fill(prompt);
        visit.button("Generate video").click();
    }

    private static Locator prompt(Visit visit) {
        return visit.page()
                .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Prompt").setExact(true));
    }

    private static Locator video(Visit visit, String prompt) {
        return visit.page().getByLabel("Video made of: " + prompt);
    }
}
