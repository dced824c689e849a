package dev.lorikeet.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files on their way from somebody's disk through a real browser, which may be closed at any time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UploadInBrowserE2E {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String STORM = "storm_high_noise.safetensors";
    private static final long FAST_ENOUGH_TO_WAIT_FOR = 32_000_000;
    private static final long HARDLY_ANYTHING = 20_000;

    @RegisterExtension
    static final LorikeetInBrowser LORIKEET = new LorikeetInBrowser();

    @TempDir
    Path files;

    private LoraClient client;

    @BeforeAll
    void begin() {
        client = LORIKEET.client();
    }

    @Test
    void makesAChosenFileReadyForUse() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                int width = visit.page().viewportSize().width;
                var name = "harbour " + width;
                var file = LoraFiles.written(files, name + ".safetensors", WanLora.bytes(width));
                visit.loras().click();
                visit.page()
                        .waitForFileChooser(() -> visit.button("Drag & drop LoRA file here").click())
                        .setFiles(file);
                assertRow(visit, name + ".safetensors", "Ready");
                assertThat(card(visit, name)).isVisible();
                visit.assertAccessible("uploaded");
                visit.assertNoSidewaysScroll("uploaded");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void takesSeveralFilesAtOnceAndSaysOfEachOtherWhyItIsRefused() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                visit.loras().click();
                int width = visit.page().viewportSize().width;
                var whole = WanLora.bytes(7);
                chooser(visit).setInputFiles(new FilePayload[]{
                        LoraFiles.small("pier_high_noise.safetensors", 10_000 + width),
                        LoraFiles.small("pier_low_noise.safetensors", 20_000 + width),
                        LoraFiles.payload("notes.txt", whole),
                        LoraFiles.payload("cut.safetensors", Arrays.copyOf(whole, whole.length - 1)),
                        LoraFiles.payload("broken.safetensors", LoraFiles.broken())});
                assertRow(visit, "pier_high_noise.safetensors", "Ready");
                assertRow(visit, "pier_low_noise.safetensors", "Ready");
                assertRow(visit, "notes.txt", "Please upload a .safetensors or .ckpt file");
                assertRow(visit, "cut.safetensors", "Please check the file on your side");
                assertRow(visit, "broken.safetensors", "which cannot be multiplied. Please save it again");
                visit.assertAccessible("ready and refused files");
                visit.assertNoSidewaysScroll("ready and refused files");
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void sendsNothingThatTheWorkspaceHasAlreadyUnlessSomebodyInsists() {
        var bytes = WanLora.bytes(77);
        var id = client.upload("night.safetensors", bytes);
        await().atMost(LIMIT).until(() -> client.lora(id).has("sha256"));
        try (var visit = LORIKEET.desktop()) {
            visit.loras().click();
            chooser(visit).setInputFiles(LoraFiles.payload("copy.safetensors", bytes));
            assertRow(visit, "copy.safetensors", "This workspace has this very file already, as “night”.");
            visit.assertAccessible("there already");
            visit.button("Use that one: copy.safetensors").click();
            assertRow(visit, "copy.safetensors", "Ready");
            assertThat(copies()).isZero();
            visit.assertNoComplaints();
        }
        try (var visit = LORIKEET.phone()) {
            visit.loras().click();
            chooser(visit).setInputFiles(LoraFiles.payload("copy.safetensors", bytes));
            assertRow(visit, "copy.safetensors", "Upload anyway");
            visit.assertNoSidewaysScroll("there already");
            visit.assertAccessible("there already");
            visit.button("Upload anyway: copy.safetensors").click();
            assertRow(visit, "copy.safetensors", "Ready");
            assertThat(copies()).isEqualTo(1);
            visit.assertNoComplaints();
        }
    }

    private int copies() {
        return client.send("GET", "/api/lora?status=uploading,verifying,ready&query=copy", null)
                .json()
                .required("total")
                .asInt();
    }

    @Test
    void asksBeforeThePageIsLeftWhileSomethingIsOnItsWay() {
        for (var visit : List.of(LORIKEET.desktop(), LORIKEET.phone())) {
            try (visit) {
                visit.loras().click();
                visit.slowUploads(HARDLY_ANYTHING);
                var questions = new ArrayList<String>();
                visit.page().onDialog(dialog -> {
                    questions.add(dialog.type());
                    dialog.dismiss();
                });
                chooser(visit).setInputFiles(LoraFiles.large(files, "slow.safetensors", 19));
                assertRow(visit, "slow.safetensors", "Uploading");
                visit.assertAccessible("uploading");
                visit.page().close(new Page.CloseOptions().setRunBeforeUnload(true));
                visit.page().waitForCondition(() -> !questions.isEmpty());
                assertThat(questions).containsOnly("beforeunload");
                visit.button("Cancel upload: slow.safetensors").click();
                assertRow(visit, "slow.safetensors", "Cancelled");
                visit.page().reload();
                assertThat(questions).hasSize(1);
                visit.assertNoComplaints();
            }
        }
    }

    @Test
    void sendsNothingTwiceThatHadArrivedBeforeTheTabWasKilled() {
        var file = LoraFiles.large(files, STORM, 20);
        var confirmed = Set.<Integer>of();
        try (var visit = LORIKEET.desktop()) {
            var puts = new Puts(visit.context(), LORIKEET.port());
            offer(visit, file);
            for (int percent : List.of(10, 50, 90)) {
                visit.page().waitForCondition(() -> puts.haveBegun() && percentOf(visit, STORM) >= percent);
                visit.killTab();
                puts.assertLittleTwice(confirmed);
                confirmed = confirmed();
                visit.loras().click();
                assertRow(visit, STORM, "Add the file again to continue");
                visit.assertAccessible("to be continued");
                visit.page().keyboard().press("Escape");
                offer(visit, file);
            }
            assertRow(visit, STORM, "Ready");
            puts.assertLittleTwice(confirmed);
            visit.assertNoComplaints();
        }
        var stored = client.send("GET", "/api/lora?query=storm", null).json().required("loras");
        assertThat(stored).hasSize(1);
        var id = stored.required(0).required("id").asString();
        await().atMost(LIMIT).until(() -> client.lora(id).has("sha256"));
        assertThat(client.lora(id).required("sha256").asString()).isEqualTo(LoraFiles.sha256(file));
    }

    private static void offer(Visit visit, Path file) {
        visit.slowUploads(FAST_ENOUGH_TO_WAIT_FOR);
        visit.loras().click();
        chooser(visit).setInputFiles(file);
    }

    private static int percentOf(Visit visit, String name) {
        var percent = visit.role(AriaRole.PROGRESSBAR, "Upload of " + name).last().getAttribute("aria-valuenow");
        return percent == null ? 0 : Integer.parseInt(percent);
    }

    /** As S3 has them. */
    private Set<Integer> confirmed() {
        var open = client.send("GET", "/api/lora?status=uploading&query=storm", null).json().required("loras");
        assertThat(open).hasSize(1);
        var id = open.required(0).required("id").asString();
        return client.send("GET", "/api/lora/" + id + "/upload", null)
                .json()
                .required("upload")
                .required("uploaded")
                .valueStream()
                .map(part -> part.required("number").asInt())
                .collect(Collectors.toSet());
    }

    private static Locator chooser(Visit visit) {
        return visit.page().locator("input[type=file][multiple]");
    }

    private static void assertRow(Visit visit, String name, String says) {
        assertThat(visit.role(AriaRole.LIST, "Uploads")
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(name))
                .filter(new Locator.FilterOptions().setHasText(says))).isVisible();
    }

    private static Locator card(Visit visit, String name) {
        return visit.role(AriaRole.ARTICLE, name);
    }
}
