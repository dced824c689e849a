package dev.lorikeet.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;

/**
 * What a machine has instead of a token. The key itself is {@code lrk_<id>_<256 bits in hex>}, and is nowhere but with the
 * machine.
 *
 * @param sha256 of the whole key
 * @param expires from when on it opens nothing
 */
record MachineKey(String id, Sha256 sha256, Map<WorkspaceId, Role> workspaces, Set<Api> scopes, Instant expires) {
    /** What no token begins with. */
    static final String PREFIX = "lrk_";
    static final Pattern KEY = Pattern.compile(PREFIX + "([a-z0-9-]{1,40})_[0-9a-f]{64}");

    MachineKey {
        workspaces = Map.copyOf(workspaces);
        scopes = Set.copyOf(scopes);
    }

    /** Of which key this says that it is the one, if it is a key at all. */
    static Optional<String> idIn(String shown) {
        var parts = KEY.matcher(shown);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    boolean opens(String shown, Instant now) {
        var digest = Sha256.of(shown.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(ascii(digest), ascii(sha256)) && now.isBefore(expires);
    }

    private static byte[] ascii(Sha256 digest) {
        return digest.value().getBytes(StandardCharsets.US_ASCII);
    }

    /** By a name that no person has, so that limits and {@code createdBy} tell machines apart. */
    Caller caller(Instant now, Duration longestStay) {
        var stay = now.plus(longestStay);
        return new Caller(Caller.MACHINE + id, workspaces, expires.isBefore(stay) ? expires : stay);
    }
}
