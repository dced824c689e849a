package dev.lorikeet.http.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

import dev.lorikeet.http.Refused;
import dev.lorikeet.http.testing.MachineKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A key opens what it is for, and nothing that is not that key opens anything, nor is it a fault of ours. */
final class BearersProperties {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String KEY = MachineKeys.drawn("nightly");
    private static final String EXPIRED = MachineKeys.drawn("old");
    private static final String OTHER = MachineKeys.drawn("other");
    private static final Bearers BEARERS = bearers();

    private static Bearers bearers() {
        try {
            var file = Files.createTempFile("lorikeet", ".keys");
            Files.writeString(file, MachineKeys.line(KEY, "workspaces=film:editor scopes=library")
                    + MachineKeys.line(EXPIRED, "workspaces=film:owner expires=2026-11-22")
                    + MachineKeys.line(OTHER, "workspaces=film:owner scopes=generation"));
            var ring = new Keyring(KeySettingsTest.in(file), new SimpleMeterRegistry());
            Files.delete(file);
            return new Bearers(nobody(), ring, Api.library, InstantSource.fixed(NOW));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ReactiveAuthenticationManager nobody() {
        return _ -> Mono.error(new InvalidBearerTokenException("not a token"));
    }

    private static void assertRefused(String shown) {
        StepVerifier.create(BEARERS.authenticate(new BearerTokenAuthenticationToken(shown)))
                .verifyError(InvalidBearerTokenException.class);
    }

    @Example
    void opensWithTheKeyItself() {
        StepVerifier.create(BEARERS.authenticate(new BearerTokenAuthenticationToken(KEY)))
                .expectNextMatches(who -> who.getPrincipal() instanceof Caller caller
                        && caller.subject().equals("key:nightly")
                        && who.getAuthorities().isEmpty()
                        && !String.valueOf(who).contains(KEY))
                .verifyComplete();
    }

    @Example
    void sendsAKeyForAnotherServiceThere() {
        StepVerifier.create(BEARERS.authenticate(new BearerTokenAuthenticationToken(OTHER)))
                .verifyErrorMatches(failure -> failure instanceof Refused
                        && "The key other is not for this service; its scopes lack library."
                                .equals(failure.getMessage()));
    }

    @Example
    void tellsExpiredAndUnknownKeysNothing() {
        assertRefused(EXPIRED);
        assertRefused(MachineKeys.drawn("nightly"));
        assertRefused(MachineKeys.drawn("nobody"));
        assertRefused(KEY.replace("nightly", "other"));
        assertRefused(KEY.toUpperCase(Locale.ROOT));
    }

    @Property(tries = 500)
    void opensToNothingElse(@ForAll @NotEmpty String text) {
        assertRefused(MachineKey.PREFIX + text);
        assertRefused(MachineKey.PREFIX + "nightly_" + text);
        assertRefused(KEY + text);
        assertRefused(text + KEY);
    }

    /** Not even to one that differs in a single place. */
    @Property(tries = 500)
    void opensToNoKeyThatIsAlmostRight(@ForAll @IntRange(max = 75) int place, @ForAll char other) {
        var almost = new StringBuilder(KEY);
        almost.setCharAt(place, other);
        if (!almost.toString().equals(KEY)) {
            assertRefused(almost.toString());
        }
        assertRefused(KEY.substring(0, place) + KEY.substring(place + 1));
    }
}
