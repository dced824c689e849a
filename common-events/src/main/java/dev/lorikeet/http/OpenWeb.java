package dev.lorikeet.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which machines others may send us to. Neither a worker nor whoever orders or adds a link is one of us: they must not
 * make us ask machines that only we can reach, nor whoever tells a machine in a cloud its secrets.
 */
public final class OpenWeb {
    private static final int SHORT = 4;
    private static final int PREFIX_OF_TRANSLATED = 12;

    private OpenWeb() {}

    /** Whether all of its addresses are on the open web. Looks them up, so it may take a while. */
    public static boolean has(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(OpenWeb::has);
    }

    public static boolean has(InetAddress address) {
        return !isInside(address);
    }

    private static boolean isInside(InetAddress address) {
        var bytes = address.getAddress();
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()
                || (bytes.length == SHORT ? isReserved(bytes) : isOurs(bytes));
    }

    /** This network, the shared 100.64/10, 192.0.0/24, 198.18/15 of laboratories, and 240/4. */
    private static boolean isReserved(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return first == 0 || first >= 240 || (first == 100 && (second & 0xC0) == 64)
                || (first == 192 && second == 0 && bytes[2] == 0) || (first == 198 && (second & 0xFE) == 18);
    }

    /** fc00::/7, and the ways to write a short address as a long one: ::/96, 64:ff9b::/96 and 2002::/16. */
    private static boolean isOurs(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return (first & 0xFE00) == 0xFC00 || first == 0x2002
                || (isTranslated(bytes) && isInside(last(bytes)))
                || isZero(bytes, 0, PREFIX_OF_TRANSLATED);
    }

    private static boolean isTranslated(byte[] bytes) {
        return bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xFF) == 0xFF && (bytes[3] & 0xFF) == 0x9B
                && isZero(bytes, SHORT, PREFIX_OF_TRANSLATED);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress last(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, PREFIX_OF_TRANSLATED, bytes.length));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
