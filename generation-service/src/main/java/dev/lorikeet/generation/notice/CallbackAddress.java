package dev.lorikeet.generation.notice;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

import dev.lorikeet.generation.selection.WebAddress;

/** Which addresses an order may name. Where a name leads is only known when it is looked up, for each attempt anew. */
final class CallbackAddress {
    private static final int LONGEST = 2000;

    private CallbackAddress() {}

    /** What is wrong with it, if anything is. */
    static Optional<String> complaint(String text, NoticeLimits limits) {
        if (limits.secrets().isEmpty()) {
            return Optional.of("cannot be used here: nobody has set a secret that notices could be signed with");
        }
        if (text.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        try {
            var address = new URI(text);
            var host = address.getHost();
            if (host == null || !isAllowed(address.getScheme(), host, limits)) {
                return Optional.of("must be an https address on the public web, by the name of its host");
            }
            return address.getRawUserInfo() == null && address.getRawFragment() == null
                    ? Optional.empty()
                    : Optional.of("must not hold a user name, a password or a #");
        } catch (URISyntaxException malformed) {
            return Optional.of("must be an https address on the public web, by the name of its host");
        }
    }

    private static boolean isAllowed(String scheme, String host, NoticeLimits limits) {
        var https = "https".equalsIgnoreCase(scheme);
        return limits.trustedHosts().contains(host)
                ? https || "http".equalsIgnoreCase(scheme)
                : https && WebAddress.isPublic(host.toLowerCase(Locale.ROOT));
    }
}
