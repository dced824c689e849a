package dev.lorikeet.http.access;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** What a service lets anybody do who has no token, in one method each. */
public record OpenPaths(List<Open> all) {

    public OpenPaths {
        all = List.copyOf(all);
    }

    /**
     * Addresses that are open for one method.
     *
     * @param patterns as in {@code /assets/**}
     */
    public record Open(HttpMethod method, List<String> patterns) {
        public Open {
            patterns = List.copyOf(patterns);
        }
    }

    public static OpenPaths none() {
        return new OpenPaths(List.of());
    }

    public OpenPaths and(HttpMethod method, String... patterns) {
        var more = new ArrayList<>(all);
        more.add(new Open(method, List.of(patterns)));
        return new OpenPaths(more);
    }

    ServerWebExchangeMatcher matchers() {
        var matchers = all.stream()
                .map(open -> ServerWebExchangeMatchers.pathMatchers(open.method(),
                        open.patterns().toArray(String[]::new)))
                .toList();
        return matchers.isEmpty() ? _ -> ServerWebExchangeMatcher.MatchResult.notMatch()
                : new OrServerWebExchangeMatcher(matchers);
    }
}
