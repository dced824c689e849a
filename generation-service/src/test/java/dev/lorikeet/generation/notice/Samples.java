package dev.lorikeet.generation.notice;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.JobSamples;

/** A notice, and what it is signed with. */
final class Samples {
    static final String NEWEST = "the-newest-secret-of-a-test-0123456789";
    static final String BEFORE = "the-one-before-of-a-test-0123456789";
    static final Instant AT = Instant.ofEpochSecond(1_772_625_600);
    static final WorkspaceId WORKSPACE = JobSamples.job().workspace();

    private Samples() {}

    static NoticeLimits limits(Duration time, String... trusted) {
        return new NoticeLimits(List.of(NEWEST, BEFORE), Set.of(trusted), 3, Duration.ofSeconds(1),
                Duration.ofSeconds(2), time, 2);
    }

    static SignedNotice notice(URI address) {
        return SignedNotice.of(JobSamples.succeeded(), address, AT,
                List.of(SigningSecret.of(WORKSPACE, NEWEST), SigningSecret.of(WORKSPACE, BEFORE)));
    }
}
