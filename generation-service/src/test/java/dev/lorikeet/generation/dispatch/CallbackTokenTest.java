package dev.lorikeet.generation.dispatch;

import dev.lorikeet.event.GenerationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class CallbackTokenTest {
    private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ_-0123456789a";
    private static final CallbackToken TOKEN = new CallbackToken(new GenerationId("job-1"), 3, SECRET);

    @Test
    void isReadAsItWasWritten() {
        assertThat(CallbackToken.read(TOKEN.text())).contains(TOKEN);
        assertThat(TOKEN.text()).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void provesItselfByItsSecretAlone() {
        assertThat(TOKEN.proves(TOKEN.digest())).isTrue();
        assertThat(new CallbackToken(TOKEN.job(), 3, SECRET.replace('a', 'b')).proves(TOKEN.digest())).isFalse();
        assertThat(TOKEN.digest().value()).doesNotContain(SECRET);
    }

    @Test
    void isShownToNobody() {
        assertThat(TOKEN).asString().doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "job-1", "job-1.3", "job-1.3.", "job-1.3.short", "job-1.-3." + SECRET,
            "job-1.3x." + SECRET, "job-1.1234567." + SECRET, ".3." + SECRET, "job/1.3." + SECRET,
            "job-1.3." + SECRET + ".more", "job-1.3." + SECRET + "\n", "jöb.3." + SECRET})
    void isNothingElse(String text) {
        assertThat(CallbackToken.read(text)).isEmpty();
    }

    @Test
    void isNotReadFromAnEndlessText() {
        assertThat(CallbackToken.read("a".repeat(1_000_000) + ".1." + SECRET)).isEmpty();
        assertThat(CallbackToken.read("a.1." + "b".repeat(1_000_000))).isEmpty();
    }
}
