package dev.lorikeet.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class EventsPageTest {
    private static final Path PAGE = Path.of("../docs/events.md");

    @Test
    void saysWhatTheCodeSays() throws IOException {
        String page = Files.readString(PAGE);
        String refreshed = EventsPage.refreshed(page);
        if (Boolean.getBoolean("lorikeet.docs.write")) {
            Files.writeString(PAGE, refreshed);
        } else {
            assertThat(page).as("docs/events.md is stale; run this test with -Dlorikeet.docs.write=true")
                    .isEqualTo(refreshed);
        }
    }

    @Test
    void explainsEveryHeader() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Stream.of(CloudEventHeaders.SPEC_VERSION, CloudEventHeaders.ID, CloudEventHeaders.TYPE,
                CloudEventHeaders.SOURCE, CloudEventHeaders.SUBJECT, CloudEventHeaders.TIME,
                CloudEventHeaders.DATA_SCHEMA,
                CloudEventHeaders.SEQUENCE, CloudEventHeaders.CONTENT_TYPE, CloudEventHeaders.TRACE_PARENT))
                .allSatisfy(header -> assertThat(page).contains("| `" + header + "` |"));
    }
}
