package dev.lorikeet.storage.verification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import dev.lorikeet.storage.scanner.ClamdStandIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A look at an object where rules demand a virus scanner. */
final class ScannedExaminationTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final SomeLora LORA = SomeLora.of("20260304/12", "a");

    private final InMemoryObjectStore objects = new InMemoryObjectStore(InstantSource.system());

    @BeforeEach
    void put() {
        objects.put(LORA.key(), SomeLora.bytes());
    }

    @Test
    void provesWhatTheScannerLetsPass() {
        try (var clamd = ClamdStandIn.answering("stream: OK")) {
            assertThat(judge(clamd.settings())).isInstanceOf(Verdict.Proven.class);
            assertThat(clamd.scanned()).hasSize(1);
        }
    }

    @Test
    void refusesWhatTheScannerFinds() {
        try (var clamd = ClamdStandIn.answering("stream: Eicar-Test FOUND")) {
            assertThat(judge(clamd.settings())).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                assertThat(refused.reason().code()).isEqualTo("MALWARE_FOUND");
                assertThat(refused.reason().message())
                        .startsWith("The virus scanner found Eicar-Test in this file.");
            });
        }
    }

    /** Neither proven nor refused: somebody asks again later. */
    @Test
    void givesNoVerdictWithoutTheScanners() {
        try (var clamd = ClamdStandIn.answering("INSTREAM size limit exceeded. ERROR")) {
            assertThatThrownBy(() -> judge(clamd.settings())).isInstanceOf(Unavailable.class);
        }
    }

    /** The cheap questions come first. */
    @Test
    void bothersNoScannerWithWhatIsRefusedAnyway() {
        try (var clamd = ClamdStandIn.answering("stream: OK")) {
            objects.put(LORA.key(), new byte[SomeLora.bytes().length]);
            assertThat(judge(clamd.settings())).isInstanceOf(Verdict.Refused.class);
            assertThat(clamd.scanned()).isEmpty();
        }
    }

    private Verdict judge(Map<String, String> settings) {
        return Examinations.on(objects, settings).of(LORA.expected()).blockOptional(LIMIT).orElseThrow();
    }
}
