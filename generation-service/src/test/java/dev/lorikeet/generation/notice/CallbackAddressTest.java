package dev.lorikeet.generation.notice;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class CallbackAddressTest {
    private static final NoticeLimits LIMITS = Samples.limits(Duration.ofSeconds(1), "localhost");

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/hook", "HTTPS://Example.org:8443/hook?key=a%20b", "https://8.8.8.8/",
            "http://localhost:8080/hook", "https://localhost/hook"})
    void takesAddressesOfThePublicWebAndOfTrustedHosts(String address) {
        assertThat(CallbackAddress.complaint(address, LIMITS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hook", "/hook", "http://example.org/hook", "ftp://localhost/hook", "file:///etc/passwd",
                    "https:///hook", "https://", "https://127.0.0.1/hook", "https://169.254.169.254/latest/meta-data",
                    "https://10.0.0.1/hook", "https://[::1]/hook", "https://metadata.internal/hook", "https://hook",
                    "https://exa mple.org/", "https://2130706433/", "http://127.0.0.1/hook"})
    void refusesWhatIsNotOnThePublicWeb(String address) {
        assertThat(CallbackAddress.complaint(address, LIMITS))
                .contains("must be an https address on the public web, by the name of its host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://kim:password@example.org/hook", "https://example.org/hook#part",
            "http://kim@localhost/hook"})
    void refusesWhatWouldNotBeSent(String address) {
        assertThat(CallbackAddress.complaint(address, LIMITS))
                .contains("must not hold a user name, a password or a #");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(CallbackAddress.complaint("https://example.org/" + "x".repeat(2000), LIMITS))
                .contains("must have at most 2000 characters");
    }

    @Test
    void refusesAllWhereNothingCouldBeSigned() {
        var without = new NoticeLimits(List.of(), Set.of(), 1, Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(1), 1);
        assertThat(CallbackAddress.complaint("https://example.org/hook", without))
                .hasValueSatisfying(why -> assertThat(why).startsWith("cannot be used here"));
    }
}
