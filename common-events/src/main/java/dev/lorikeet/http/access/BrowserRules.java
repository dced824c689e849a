package dev.lorikeet.http.access;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What browsers may do.
 *
 * @param origins of other front ends that may call this API, such as {@code https://studio.example.org}; none by default
 * @param connect further origins that our own page may talk to: generation-service, the bucket, the OpenID provider
 */
@ConfigurationProperties("lorikeet.browser")
record BrowserRules(@DefaultValue List<URI> origins, @DefaultValue List<URI> connect) {

    BrowserRules {
        origins.forEach(origin -> demandOrigin("lorikeet.browser.origins", origin));
        connect.forEach(origin -> demandOrigin("lorikeet.browser.connect", origin));
    }

    private static void demandOrigin(String property, URI origin) {
        boolean web = "https".equals(origin.getScheme()) || "http".equals(origin.getScheme());
        if (!web || origin.getHost() == null || !origin.toString()
                .equals(origin.getScheme() + "://"
                        + origin.getHost() + (origin.getPort() < 0 ? "" : ":" + origin.getPort()))) {
            throw new IllegalArgumentException(property + " takes origins such as https://studio.example.org, not "
                    + origin);
        }
    }

    /**
     * Everything from here, and nothing from anywhere else but where the page has to go. Styles may be inline because the
     * page's dialogs and toasts bring theirs as elements; scripts may not.
     */
    String contentPolicy() {
        var others = connect.stream().map(origin -> " " + origin).collect(Collectors.joining());
        return "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'" + others
                + "; img-src 'self' data: blob:" + others
                + "; media-src 'self' blob:" + others
                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }
}
