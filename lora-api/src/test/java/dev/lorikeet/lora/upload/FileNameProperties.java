package dev.lorikeet.lora.upload;

import java.text.Normalizer;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.lora.web.LoraProblem;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

final class FileNameProperties {

    // Feature: lora-management, Property 1: File extension validation
    @Property(tries = 1000)
    void acceptsANameByItsLastSuffixAlone(@ForAll("plainNames") String name) {
        boolean allowed = name.matches("(?is).*\\.(safetensors|ckpt)");
        Statistics.label("allowed").collect(allowed);
        Statistics.label("allowed").coverage(cases -> cases.check(true).percentage(share -> share > 10));
        assertThat(FileName.parse(name)).isEqualTo(allowed
                ? new Checked.Accepted<>(new FileName(Normalizer.normalize(name, Normalizer.Form.NFC)))
                : new Checked.Refused<>(LoraProblem.INVALID_EXTENSION));
    }

    /** Any text with any end; what is refused for another reason is left to other tests. */
    @Provide
    Arbitrary<String> plainNames() {
        var stem = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(text -> text.codePoints()
                        .noneMatch(point -> Character.isISOControl(point) || point == '/' || point == '\\'
                                || Character.getType(point) == Character.SURROGATE))
                .filter(text -> !text.isBlank());
        var end = Arbitraries.of("", ".ckpt", ".safetensors", ".CKPT", ".SafeTensors", ".ckpt.zip", ".pt", ".bin",
                "ckpt", ".ckpt ", ".safetensors.", ".safetensorss", ".ckp", ".exe.ckpt", ".safetensors.CkPt");
        return Combinators.combine(stem, end).as(String::concat);
    }

    @Property(tries = 1000)
    void namesNeverEscapeTheKey(@ForAll("wildNames") String given) {
        if (FileName.parse(given) instanceof Checked.Accepted(var name)) {
            var inKey = name.inKey();
            var key = new ObjectKey("loras/20260304/12/demo/a/" + inKey);
            assertThat(key.value().split("/", -1)).hasSize(6);
            assertThat(inKey).matches("[A-Za-z0-9._-]{1,100}").doesNotContain("..");
            assertThat(inKey.toLowerCase(java.util.Locale.ROOT)).endsWith(name.extension());
            assertThat(new ExpectedObject(key, name.value(), 1, null, null).fileName()).isEqualTo(name.value());
        }
    }

    @Provide
    Arbitrary<String> wildNames() {
        var pieces = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of("..", "/", "\\", "%2e%2e", "%2F", "\u0000", ".", "C:", "\uD83D\uDC26", "\uD800",
                        "\u212A", ".ckpt", ".CKPT", ".safetensors", " ", "a".repeat(120)));
        return Combinators.combine(pieces.list().ofMaxSize(8), Arbitraries.of("", ".ckpt", ".SAFETENSORS"))
                .as((parts, end) -> String.join("", parts) + end);
    }
}
