package dev.lorikeet.generation.selection;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.CatalogueEvent.CatalogueStatus;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.generation.job.ChosenLora;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.models.Included;
import dev.lorikeet.generation.selection.Summary.Level;
import org.junit.jupiter.api.Test;

import static dev.lorikeet.generation.selection.Bench.wan22;
import static org.assertj.core.api.Assertions.assertThat;

final class SelectionTest {
    private static final String HIGH = "'lora_high':'h'";
    private static final String BOTH_SLOTS = "'lora_high':'h','lora_low':'l'";

    private final Entry high = Entry.of("h").expert(NoiseExpert.HIGH, null);
    private final Entry low = Entry.of("l").expert(NoiseExpert.LOW, null);

    @Test
    void noLoraAtAllIsFine() {
        var accepted = Bench.with().accept(wan22("", ""));
        assertThat(accepted.order().loras()).isEmpty();
        assertThat(accepted.order().onLoraFailure()).isEqualTo(OnLoraFailure.FAIL);
        assertThat(accepted.summary().totalMemoryImpact().level()).isEqualTo(Level.NONE);
        assertThat(accepted.summary().estimatedLoadTime()).isZero();
        assertThat(accepted.summary().compatibilityWarnings()).isEmpty();
    }

    @Test
    void theEmptyTextStandsForNoLora() {
        assertThat(Bench.with()
                .accept(wan22("'lora_high':'','lora_low':null", "'weights':{'lora_high':0.5}"))
                .order()
                .loras()).isEmpty();
    }

    @Test
    void aSlotTakesAnId() {
        var order = Bench.with(high, low).accept(wan22(BOTH_SLOTS, "")).order();
        assertThat(order.loras()).extracting(ChosenLora::slot).containsExactly("lora_high", "lora_low");
        assertThat(order.loras()).extracting(ChosenLora::expert).containsExactly(NoiseExpert.HIGH, NoiseExpert.LOW);
        assertThat(order.model()).isEqualTo("wan22");
        assertThat(order.modelVersion()).isEqualTo(Included.model("wan22").version());
    }

    @Test
    void aSlotTakesAnS3Path() {
        var order = Bench.with(high).accept(wan22("'lora_high':'" + Entry.path("demo", "h") + "'", "")).order();
        assertThat(order.loras().getFirst().lora().value()).isEqualTo("h");
        assertThat(order.loras().getFirst().object().key().value()).isEqualTo(Entry.path("demo", "h"));
    }

    @Test
    void anS3PathMustBeTheWholeKey() {
        assertThat(Bench.with(high).refuse(wan22("'lora_high':'" + Entry.path("demo", "h") + "x'", "")))
                .containsExactly(new Fault("/parameters/lora_high",
                        "There is no such LoRA in this workspace, or it is not proven yet."));
    }

    @Test
    void theListTakesIdsPathsWeightsAndExperts() {
        var order = Bench.with(high, low)
                .accept(wan22("",
                        "'loras':[{'id':'h','weight':0.7,'expert':'high'},{'s3Path':'" + Entry.path("demo", "l")
                                + "'}]"))
                .order();
        assertThat(order.loras()).extracting(ChosenLora::slot).containsExactly("loras", "loras");
        assertThat(order.loras()).extracting(ChosenLora::weight).containsExactly(0.7, 1.0);
        assertThat(order.loras()).extracting(ChosenLora::expert).containsExactly(NoiseExpert.HIGH, NoiseExpert.LOW);
    }

    @Test
    void anEntryOfTheListNamesOneLora() {
        assertThat(Bench.with(high).refuse(wan22("", "'loras':[{},{'id':'h','s3Path':'x'},null]")))
                .extracting(Fault::pointer)
                .containsExactly("/loras/0", "/loras/1", "/loras/2");
    }

    @Test
    void aWeightIsTheGivenOneOrElseItsOwners() {
        var library = Bench.with(high.weighing(0.6), low);
        var order = library.accept(wan22(BOTH_SLOTS, "'weights':{'lora_low':0.25}")).order();
        assertThat(order.loras()).extracting(ChosenLora::weight).containsExactly(0.6, 0.25);
    }

    @Test
    void weightsAreFromNothingToTwo() {
        var library = Bench.with(high, low);
        assertThat(library.accept(wan22(BOTH_SLOTS, "'weights':{'lora_high':0,'lora_low':2.0}"))
                .summary()
                .compatibilityWarnings()).anyMatch(warning -> warning.contains("has no effect"))
                .anyMatch(warning -> warning.contains("Weights above 1.5"));
        assertThat(library.refuse(wan22(BOTH_SLOTS, "'weights':{'lora_high':-0.1,'lora_low':'1','elsewhere':1}")))
                .extracting(Fault::pointer)
                .containsExactly("/weights/lora_high", "/weights/lora_low", "/weights/elsewhere");
        assertThat(library.refuse(wan22("", "'loras':[{'id':'h','weight':2.01}]")))
                .containsExactly(new Fault("/loras/0/weight", "must be a number from 0.0 to 2.0"));
    }

    @Test
    void aLoraOfSomebodyElseIsAsIfItHadNeverBeen() {
        var theirs = Bench.with(high.in("other")).check(wan22(HIGH, ""));
        var none = Bench.with().check(wan22(HIGH, ""));
        assertThat(theirs).isEqualTo(none);
        assertThat(theirs.summary().loras().getFirst().name()).isNull();
    }

    @Test
    void aDeletedAMissingAndAnUnintelligibleLoraAreRefusedWithTheirReasons() {
        assertThat(reasons(high.being(CatalogueStatus.DELETING))).startsWith("It has been deleted.");
        assertThat(reasons(high.being(CatalogueStatus.MISSING))).startsWith("Its file is gone");
        assertThat(reasons(high.being(CatalogueStatus.UNKNOWN))).startsWith("Its state was written by a newer");
    }

    @Test
    void whatTheShapesRuleOutIsRefused() {
        assertThat(reasons(high.madeFor("flux", null, null, VideoTask.UNKNOWN)))
                .isEqualTo("It was made for flux; WAN 2.2 text to video takes LoRAs made for wan.");
        assertThat(reasons(high.madeFor("wan", "2.2", "5b", VideoTask.TEXT_OR_IMAGE_TO_VIDEO)))
                .isEqualTo("It was made for the 5B size and does not fit WAN 2.2 text to video, which is A14B.");
    }

    @Test
    void whatIsUnknownOrUnusualIsOnlyWarnedAbout() {
        assertThat(warnings(high.madeFor("unknown", null, null, VideoTask.UNKNOWN))).contains("not known which model");
        assertThat(warnings(high.madeFor("wan", null, null, VideoTask.UNKNOWN))).contains("not known which size");
        assertThat(warnings(high.madeFor("wan", "2.1", "a14b", VideoTask.UNKNOWN))).contains("made for version 2.1");
        assertThat(warnings(high.madeFor("wan", "2.2", "a14b", VideoTask.IMAGE_TO_VIDEO)))
                .contains("made for videos from pictures");
        assertThat(warnings(high.built(AdapterKind.UNKNOWN, FileFormat.SAFETENSORS))).contains("how it is built");
    }

    @Test
    void whatTheWorkerCannotLoadIsRefused() {
        assertThat(reasons(high.built(AdapterKind.OFT, FileFormat.SAFETENSORS)))
                .startsWith("It is of the kind oft, and the worker");
        assertThat(reasons(high.built(AdapterKind.LORA, FileFormat.CKPT))).startsWith("It is a .ckpt file");
    }

    @Test
    void aLoraForTheOtherExpertIsRefused() {
        assertThat(Bench.with(low).refuse(wan22("'lora_high':'l'", ""))).singleElement()
                .extracting(Fault::message)
                .asString()
                .startsWith("It was made for the low-noise expert and is chosen for the high-noise expert.");
    }

    @Test
    void theOwnersWordBeatsWhatWasFound() {
        var accepted = Bench.with(Entry.of("l").expert(NoiseExpert.LOW, NoiseExpert.HIGH))
                .accept(wan22("'lora_high':'l'", ""));
        assertThat(accepted.order().loras().getFirst().expert()).isEqualTo(NoiseExpert.HIGH);
    }

    @Test
    void anUnknownExpertIsWarnedAbout() {
        assertThat(warnings(high.expert(NoiseExpert.UNKNOWN, null))).contains("not known which expert");
        var listed = Bench.with(high.expert(NoiseExpert.UNKNOWN, null)).accept(wan22("", "'loras':[{'id':'h'}]"));
        assertThat(listed.order().loras().getFirst().expert()).isEqualTo(NoiseExpert.BOTH);
    }

    @Test
    void swappedExpertsAreNamedAsSuch() {
        assertThat(Bench.with(high, low).refuse(wan22("'lora_high':'l','lora_low':'h'", "")))
                .anyMatch(fault -> fault.message().equals("It and Low LoRA are in each other's place: swap them."));
    }

    @Test
    void halfOfAPairIsWarnedAbout() {
        assertThat(warnings(high)).contains("Only the high-noise expert gets a LoRA");
        assertThat(Bench.with(high, low).accept(wan22(BOTH_SLOTS, "")).summary().compatibilityWarnings()).isEmpty();
    }

    @Test
    void oneFileMayServeBothExpertsOnceEach() {
        assertThat(Bench.with(Entry.of("b")).accept(wan22("'lora_high':'b','lora_low':'b'", "")).order().loras())
                .hasSize(2);
        assertThat(Bench.with(Entry.of("b")).refuse(wan22("'lora_high':'b'", "'loras':[{'id':'b'}]")))
                .containsExactly(new Fault("/loras/0", "It is chosen already, as High LoRA. Choose it once."));
    }

    @Test
    void fiveLorasAreTakenAndSixAreNot() {
        var library = Bench.with(Entry.of("1"), Entry.of("2"), Entry.of("3"), Entry.of("4"), Entry.of("5"),
                Entry.of("6"));
        var five = "{'id':'1'},{'id':'2'},{'id':'3'},{'id':'4'},{'id':'5'}";
        assertThat(library.accept(wan22("", "'loras':[" + five + "]")).order().loras()).hasSize(5);
        assertThat(library.refuse(wan22("", "'loras':[" + five + ",{'id':'6'}]")))
                .containsExactly(new Fault("/loras", "At most 5 LoRAs can be used at once; these are 6."));
        assertThat(library.refuse(wan22("'lora_high':'6'", "'loras':[" + five + "]")))
                .contains(new Fault("/loras", "At most 5 LoRAs can be used at once; these are 6."));
    }

    @Test
    void moreThanTheWorkerTakesIsRefusedInsteadOfCut() {
        var library = Bench.with(Entry.of("1"), Entry.of("2"), Entry.of("3"), Entry.of("4"), Entry.of("5"));
        assertThat(
                library.refuse("{'model':'wan22-i2v','parameters':{'prompt':'x','image':'https://example.org/a.png'},"
                        + "'loras':[{'id':'1'},{'id':'2'},{'id':'3'},{'id':'4'},{'id':'5'}]}"))
                .extracting(Fault::message)
                .containsExactly(
                        "The worker of WAN 2.2 image to video takes at most 4 LoRAs for the high-noise expert; these are 5.",
                        "The worker of WAN 2.2 image to video takes at most 4 LoRAs for the low-noise expert; these are 5.");
    }

    @Test
    void aSecondAcceleratorIsWarnedAbout() {
        var library = Bench.with(Entry.of("a").named("Wan22 Lightning 4 steps"));
        assertThat(library.accept("{'model':'wan22-i2v','parameters':{'prompt':'x','image':'https://example.org/a.png',"
                + "'lora_high':'a','lora_low':'a'}}").summary().compatibilityWarnings())
                .anyMatch(warning -> warning.contains("has one built in"));
    }

    @Test
    void missingTriggerWordsAreWarnedAbout() {
        assertThat(warnings(high.saying("zephyr", "gust")))
                .contains("None of its trigger words is in the prompt: zephyr, gust.");
        assertThat(warnings(high.saying("zephyr", "Harbour"))).doesNotContain("trigger words");
    }

    @Test
    void aNegativePromptAtAGuidanceOfOneIsWarnedAbout() {
        assertThat(Bench.with()
                .accept(wan22("'negative_prompt':'rain','cfg':1", ""))
                .summary()
                .compatibilityWarnings()).containsExactly("At a guidance of 1 the negative prompt has no effect.");
    }

    @Test
    void moreThan81FramesAreWarnedAbout() {
        assertThat(Bench.with().accept(wan22("'frames':85", "")).summary().compatibilityWarnings())
                .singleElement()
                .asString()
                .startsWith("Above 81 frames");
    }

    @Test
    void memoryAndTimeAddUp() {
        var summary = Bench.with(high, low).accept(wan22(BOTH_SLOTS, "")).summary();
        assertThat(summary.totalMemoryImpact().bytes()).isEqualTo(612_000_000);
        assertThat(summary.totalMemoryImpact().level()).isEqualTo(Level.LOW);
        assertThat(summary.estimatedLoadTime()).isEqualTo(6);
    }

    @Test
    void aFileOnBothExpertsIsInMemoryTwiceAndFetchedOnce() {
        var summary = Bench.with(Entry.of("b").withMemory(null)).accept(wan22("", "'loras':[{'id':'b'}]")).summary();
        assertThat(summary.totalMemoryImpact().bytes()).isEqualTo(2 * Entry.SIZE);
        assertThat(summary.totalMemoryImpact().unknown()).isEqualTo(1);
        assertThat(summary.estimatedLoadTime()).isEqualTo(3);
    }

    @Test
    void aRefusalTellsTheSameSummary() {
        var checked = Bench.with(high, low).check(wan22(BOTH_SLOTS + ",'frames':80", ""));
        assertThat(checked).isInstanceOf(Checked.Refused.class);
        assertThat(checked.summary()).isEqualTo(Bench.with(high, low).accept(wan22(BOTH_SLOTS, "")).summary());
    }

    @Test
    void anUnknownModelIsNamedWithThoseThereAre() {
        assertThat(Bench.with().refuse("{'model':'sora'}")).containsExactly(
                new Fault("/model", "is not one of wan22, wan22-i2v, wan22-5b, flux-krea"));
        assertThat(Bench.with().refuse("{}")).extracting(Fault::pointer).containsExactly("/model");
    }

    @Test
    void aLoraForOneExpertIsRefusedWhereTheWorkerUsesEveryLoraForBoth() {
        var text = """
                models:
                  - id: both
                    name: Both
                    description: Every LoRA goes to both networks.
                    checkpoint: t2v-A14B
                    output: video
                    experts: two
                    fits: {family: wan, variants: [a14b]}
                    loras: {most: 2}
                    mostPixels: 921600
                    worker:
                      endpoint: both
                      mostQueued: 1
                      time: {base: 1m, perWork: 1s, steps: 1}
                      reference: url
                      volumeRoot: loras
                      adapter: {type: generic-loras, fields: {prompt: prompt}}
                    parameters:
                      - {name: prompt, label: Prompt, type: text, group: basic, maxLength: 9, description: Words.}
                """;
        var library = Bench.with(Included.read(text), high, Entry.of("b"));
        assertThat(library.refuse("{'model':'both','loras':[{'id':'h'}]}")).containsExactly(new Fault("/loras/0",
                "The worker of Both applies every LoRA to both experts, so one for the high-noise expert alone cannot"
                        + " be used."));
        assertThat(library.accept("{'model':'both','loras':[{'id':'b'}]}").order().loras()).hasSize(1);
    }

    private static String reasons(Entry entry) {
        var faults = Bench.with(entry).refuse(wan22(HIGH, ""));
        assertThat(faults).singleElement().extracting(Fault::pointer).isEqualTo("/parameters/lora_high");
        return faults.getFirst().message();
    }

    private static String warnings(Entry entry) {
        return String.join("\n", Bench.with(entry).accept(wan22(HIGH, "")).summary().compatibilityWarnings());
    }
}
