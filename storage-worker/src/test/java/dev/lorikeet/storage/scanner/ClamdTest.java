package dev.lorikeet.storage.scanner;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.InMemoryObjectStore;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.testing.Settings;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ClamdTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final ObjectKey KEY = new ObjectKey("loras/a");
    private static final int SIZE = 3_000_001;

    private final InMemoryObjectStore objects = new InMemoryObjectStore(InstantSource.system());

    @Test
    void sendsEveryByteAndHearsThatAllIsWell() {
        try (var clamd = ClamdStandIn.answering("stream: OK")) {
            var object = put(SIZE);
            assertThat(scan(clamd.settings(), object)).isEmpty();
            assertThat(clamd.scanned()).singleElement().isEqualTo(objects.bytes(KEY).orElseThrow());
        }
    }

    @Test
    void tellsWhatWasFound() {
        try (var clamd = ClamdStandIn.answering("stream: Eicar-Test-Signature FOUND")) {
            assertThat(scan(clamd.settings(), put(10))).contains("Eicar-Test-Signature");
        }
    }

    @Test
    void listensToOneThatHasHeardEnough() {
        try (var clamd = ClamdStandIn.interrupting(SIZE, "stream: Eicar-Test-Signature FOUND")) {
            assertThat(scan(clamd.settings(), put(SIZE))).contains("Eicar-Test-Signature");
        }
    }

    @Test
    void asksNobodyUnlessToldTo() {
        objects.away(true);
        assertThat(scan(Map.of(), new StoredObject(KEY, 10, new ETag("abc")))).isEmpty();
    }

    @Test
    void sendsNothingThatIsTooLarge() {
        try (var clamd = ClamdStandIn.answering("stream: Eicar-Test-Signature FOUND")) {
            var settings = with(clamd.settings(), "lorikeet.clamd.largest", SIZE - 1 + "B");
            assertThat(scan(settings, put(SIZE))).isEmpty();
            assertThat(clamd.scanned()).isEmpty();
            assertThat(scan(settings, put(SIZE - 1))).isPresent();
        }
    }

    @Test
    void takesNoOtherAnswerForAVerdict() {
        for (var answer : new String[]{"INSTREAM size limit exceeded. ERROR", "", "stream: OK FOUND it", "OK",
                "stream:  FOUND", "UNKNOWN COMMAND"}) {
            try (var clamd = ClamdStandIn.answering(answer)) {
                assertThatThrownBy(() -> scan(clamd.settings(), put(10))).isInstanceOf(Unavailable.class)
                        .hasMessageStartingWith("clamd did not judge the file: ");
            }
        }
    }

    @Test
    void judgesNothingThatTheScannerDidNotHearToItsEnd() {
        for (var lastWords : new String[]{"", "INSTREAM size limit exceeded. ERROR"}) {
            try (var clamd = ClamdStandIn.interrupting(1_000_000, lastWords)) {
                assertThatThrownBy(() -> scan(clamd.settings(), put(SIZE))).isInstanceOf(Unavailable.class);
            }
        }
    }

    @Test
    void doesNotWaitForeverForAScannerThatSaysNothing() {
        try (var clamd = ClamdStandIn.keepingSilent()) {
            var settings = with(clamd.settings(), "lorikeet.clamd.time", "300ms");
            assertThatThrownBy(() -> scan(settings, put(10))).isInstanceOf(Unavailable.class)
                    .hasMessage("clamd cannot be asked");
        }
    }

    @Test
    void saysSoWhenNoScannerIsThere() {
        var settings = new HashMap<String, String>();
        try (var clamd = ClamdStandIn.keepingSilent()) {
            settings.putAll(clamd.settings());
        }
        assertThatThrownBy(() -> scan(settings, put(10))).isInstanceOf(Unavailable.class)
                .hasMessage("clamd cannot be asked");
    }

    /** Its verdict would be on half a file; and nobody waits for an answer that cannot come. */
    @Test
    void givesUpAtOnceWhenTheObjectVanishesMeanwhile() {
        try (var clamd = ClamdStandIn.answering("stream: OK")) {
            var object = put(SIZE);
            var vanishing = new ForwardedObjectStore(objects) {
                @Override
                public Mono<byte[]> read(StoredObject same, long offset, int length) {
                    return offset == 0 ? super.read(same, offset, length) : Mono.empty();
                }
            };
            assertThatThrownBy(() -> clamd(vanishing, clamd.settings()).scan(object).block(LIMIT))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage("the object is not there any more");
            assertThat(clamd.scanned()).isEmpty();
        }
    }

    private StoredObject put(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        objects.put(KEY, bytes);
        return objects.describe(KEY).blockOptional(LIMIT).orElseThrow();
    }

    private Optional<String> scan(Map<String, String> settings, StoredObject object) {
        return clamd(objects, settings).scan(object).blockOptional(LIMIT);
    }

    private static Clamd clamd(ObjectStore store, Map<String, String> settings) {
        return new Clamd(store, Settings.of("lorikeet.clamd", ClamdSettings.class, settings));
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        var all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }
}
