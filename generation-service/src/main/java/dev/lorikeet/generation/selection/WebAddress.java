package dev.lorikeet.generation.selection;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which addresses others may be sent to, such as a worker for a picture: the public web, and nobody's own network. */
public final class WebAddress {
    /** In small letters, as what is stored begins with it. */
    static final String SCHEME = "https";
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern PUBLIC_NAME = Pattern.compile("([a-z0-9_-]{1,63}\\.)+[a-z][a-z0-9-]{1,62}");
    private static final Pattern OWN_NAME = Pattern
            .compile("(.*\\.)?(localhost|local|internal|intranet|lan|home|corp|home\\.arpa)");
    private static final int CARRIER_GRADE = 100;

    private WebAddress() {}

    /** What is wrong with it, if anything is. */
    static Optional<String> complaint(String text, int longest) {
        if (text.length() > longest) {
            return Optional.of("must have at most " + longest + " characters");
        }
        try {
            var address = new URI(text);
            if (!SCHEME.equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
                return Optional.of("must be an https address or a data URI");
            }
            if (address.getRawUserInfo() != null) {
                return Optional.of("must not hold a user name or a password");
            }
            return isPublic(address.getHost().toLowerCase(Locale.ROOT)) ? Optional.empty()
                    : Optional.of("must be an address on the public web, by the name of its host");
        } catch (URISyntaxException malformed) {
            return Optional.of("must be an https address or a data URI");
        }
    }

    /** As far as its name tells; in small letters. */
    public static boolean isPublic(String host) {
        if (DOTTED.matcher(host).matches()) {
            return isPublicNumber(host);
        }
        return PUBLIC_NAME.matcher(host).matches() && !OWN_NAME.matcher(host).matches();
    }

    /** Numbers are never looked up. */
    private static boolean isPublicNumber(String host) {
        try {
            var address = InetAddress.ofLiteral(host);
            var bytes = address.getAddress();
            int first = Byte.toUnsignedInt(bytes[0]);
            int second = Byte.toUnsignedInt(bytes[1]);
            boolean shared = first == CARRIER_GRADE && second >= 64 && second < 128;
            return !(address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress() || address.isMulticastAddress() || first == 0 || first >= 240
                    || shared);
        } catch (IllegalArgumentException notANumber) {
            return false;
        }
    }
}
