package dev.lorikeet.event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0198c6a2-7c1e-7b4a-9f53-2f6f3d1c8a10", "demo_1", "A-Z"})
    void anIdIsATokenThatNeedsNoEscaping(String value) {
        assertThat(new LoraId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "..", "a\n", "é", "a%2F",
            "1234567890123456789012345678901234567890123456789012345678901234x"})
    void anythingElseIsNoId(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LoraId(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkspaceId(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new GenerationId(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "loras/20260131/12/demo/x/dusk v1..2.safetensors", "a//b", "ключ/夕方"})
    void aKeyIsWhateverStaysInsideTheBucket(String value) {
        assertThat(new ObjectKey(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "..", "a/../b", "a/..", "../a", "a\0b", "a\nb", "a\u0085b", "\ud83d"})
    void aKeyThatClimbsOrHidesIsNone(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(value));
    }

    @Test
    void aKeyIsMeasuredInBytes() {
        assertThat(new ObjectKey("é".repeat(512)).value()).hasSize(512);
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey("é".repeat(513)));
    }

    @Test
    void anETagIsTheSameWithAndWithoutQuotes() {
        var tag = new ETag("3858f62230ac3c915f300c664312c63f-19");
        assertThat(ETag.fromHeader(tag.quoted())).isEqualTo(tag);
        assertThat(ETag.fromHeader(tag.value())).isEqualTo(tag);
        assertThatIllegalArgumentException().isThrownBy(() -> ETag.fromHeader("\"\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"})
    void aDigestIsSixtyFourLowerCaseHexDigits(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sha256(value));
    }
}
