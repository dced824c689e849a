package dev.lorikeet.standalone;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;

import static org.assertj.core.api.Assertions.assertThat;

/** The parts of one file that a browser begins to send to S3, tab after tab. */
final class Puts {
    private static final Pattern PART = Pattern.compile("[?&]partNumber=(\\d+)");
    /** What a page has under way on a line that is fast enough for it. */
    private static final int AT_ONCE = 6;

    private final int bucket;
    private final Set<Integer> earlier = new HashSet<>();
    private final List<Integer> now = new ArrayList<>();

    Puts(BrowserContext context, int port) {
        this.bucket = port + 3;
        context.onRequest(this::see);
    }

    private void see(Request request) {
        var part = PART.matcher(request.url());
        if (request.method().equals("PUT") && URI.create(request.url()).getPort() == bucket && part.find()) {
            now.add(Integer.valueOf(part.group(1)));
        }
    }

    /** In the tab that is open now. */
    boolean haveBegun() {
        return !now.isEmpty();
    }

    /**
     * Ends the account of one tab: at most what was under way when the last one was killed is sent again.
     *
     * @param confirmed what had arrived before it began
     */
    void assertLittleTwice(Set<Integer> confirmed) {
        assertThat(now).doesNotHaveDuplicates();
        assertThat(now).filteredOn(confirmed::contains).isEmpty();
        assertThat(now).filteredOn(earlier::contains).hasSizeLessThanOrEqualTo(AT_ONCE);
        earlier.addAll(now);
        now.clear();
    }
}
