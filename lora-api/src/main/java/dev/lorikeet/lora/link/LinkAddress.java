package dev.lorikeet.lora.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The address of a file, as far as its letters tell. Where its name leads is only known when it is looked up. */
record LinkAddress(URI uri) {
    private static final int LONGEST = 4000;
    private static final Set<String> HUGGING_FACE = Set.of("huggingface.co", "www.huggingface.co", "hf.co");
    /** What one sees in a browser, and beside it what one downloads. */
    private static final Pattern PAGE_OF_FILE = Pattern.compile("(/[^/]+/[^/]+)/blob/(.+)");

    /** @param trusted hosts that may be asked by http too */
    static LinkAddress parse(String text, Set<String> trusted) {
        if (text.length() > LONGEST) {
            throw new LinkFailure(LinkFault.NO_ADDRESS);
        }
        try {
            return of(URI.create(new URI(text.strip()).toASCIIString()), trusted).ofFile();
        } catch (URISyntaxException malformed) {
            throw new LinkFailure(LinkFault.NO_ADDRESS);
        }
    }

    /** Where an answer sends us, which is held to the same. */
    LinkAddress led(@Nullable String location, Set<String> trusted) {
        try {
            if (location == null || location.length() > LONGEST) {
                throw new LinkFailure(LinkFault.GONE);
            }
            return of(URI.create(uri.resolve(new URI(location)).toASCIIString()), trusted);
        } catch (URISyntaxException malformed) {
            throw new LinkFailure(LinkFault.GONE);
        }
    }

    private static LinkAddress of(URI uri, Set<String> trusted) {
        var host = uri.getHost();
        if (host == null || !("https".equalsIgnoreCase(uri.getScheme())
                || ("http".equalsIgnoreCase(uri.getScheme()) && trusted.contains(host)))) {
            throw new LinkFailure(LinkFault.NO_ADDRESS);
        }
        if (uri.getRawUserInfo() != null) {
            throw new LinkFailure(LinkFault.HOLDS_PASSWORD);
        }
        return new LinkAddress(uri);
    }

    private LinkAddress ofFile() {
        var page = PAGE_OF_FILE.matcher(uri.getRawPath());
        return HUGGING_FACE.contains(host()) && page.matches()
                ? new LinkAddress(uri.resolve(page.group(1) + "/resolve/" + page.group(2)))
                : this;
    }

    String host() {
        return String.valueOf(uri.getHost());
    }

    /** What the file is called, where nobody says otherwise. */
    String lastName() {
        var path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Its query may be as good as a password. */
    @Override
    public String toString() {
        return "an address at " + host();
    }
}
