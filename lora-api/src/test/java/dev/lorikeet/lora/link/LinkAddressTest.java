package dev.lorikeet.lora.link;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class LinkAddressTest {
    private static final Set<String> TRUSTED = Set.of("127.0.0.1");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "rain.safetensors", "http://a.org/a", "ftp://a.org/a", "file:///etc/passwd",
            "https:///a", "https://", "https://a.org/a b", "https://[::1", "//a.org/a", "http://127.0.0.2/a",
            "data:text/plain,a"})
    void takesNothingButHttps(String text) {
        assertThatThrownBy(() -> LinkAddress.parse(text, TRUSTED)).hasMessage(LinkFault.NO_ADDRESS.sentence());
    }

    @Test
    void takesNoAddressThatIsTooLong() {
        assertThatThrownBy(() -> LinkAddress.parse("https://a.org/" + "a".repeat(4000), TRUSTED))
                .hasMessage(LinkFault.NO_ADDRESS.sentence());
    }

    @Test
    void takesNoPassword() {
        assertThatThrownBy(() -> LinkAddress.parse("https://kim:secret@a.org/a", TRUSTED))
                .hasMessage(LinkFault.HOLDS_PASSWORD.sentence());
    }

    @Test
    void asksATrustedHostByHttp() {
        assertThat(LinkAddress.parse(" http://127.0.0.1:8080/a\n", TRUSTED).uri())
                .hasToString("http://127.0.0.1:8080/a");
    }

    @ParameterizedTest
    @CsvSource({"https://huggingface.co/kim/rain/blob/main/a%20b/rain.safetensors,"
            + "https://huggingface.co/kim/rain/resolve/main/a%20b/rain.safetensors",
            "https://huggingface.co/kim/rain/resolve/main/rain.safetensors?download=true,"
                    + "https://huggingface.co/kim/rain/resolve/main/rain.safetensors?download=true",
            "https://a.org/비.ckpt,https://a.org/%EB%B9%84.ckpt",
            "https://a.org/kim/rain/blob/main/rain.safetensors,https://a.org/kim/rain/blob/main/rain.safetensors",
            "https://civitai.com/api/download/models/7?type=Model&format=SafeTensor,"
                    + "https://civitai.com/api/download/models/7?type=Model&format=SafeTensor"})
    void knowsThePageOfAFileAtHuggingFace(String given, String file) {
        assertThat(LinkAddress.parse(given, TRUSTED).uri()).hasToString(file);
    }

    @Test
    void holdsWhereItIsSentToTheSame() {
        var address = LinkAddress.parse("https://a.org/files/7", TRUSTED);
        assertThat(address.led("/rain.safetensors?a=%2F", TRUSTED).uri())
                .hasToString("https://a.org/rain.safetensors?a=%2F");
        assertThat(address.led("https://b.org/a", TRUSTED).host()).isEqualTo("b.org");
        assertThatThrownBy(() -> address.led("http://b.org/a", TRUSTED)).hasMessage(LinkFault.NO_ADDRESS.sentence());
        assertThatThrownBy(() -> address.led("https://a:b@b.org/", TRUSTED))
                .hasMessage(LinkFault.HOLDS_PASSWORD.sentence());
        assertThatThrownBy(() -> address.led(null, TRUSTED)).hasMessage(LinkFault.GONE.sentence());
    }

    @Test
    void isNamedByItsLastPartWithoutWhatMayBeSecret() {
        var address = LinkAddress.parse("https://a.org/files/Rain%20Dance.safetensors?token=secret", TRUSTED);
        assertThat(address.lastName()).isEqualTo("Rain Dance.safetensors");
        assertThat(address.toString()).doesNotContain("secret");
    }
}
