package dev.lorikeet.http.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param target path and query, as they were sent
 * @param sent what is in the body of the request; null if it has none
 */
public record Exchange(String method, String target, Headers headers, @Nullable String sent, int status,
        Headers answerHeaders, String answer) {

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    boolean accepted() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return method + " " + target + " -> " + status + " " + answer;
    }

    /** Names in any case. */
    public record Headers(Map<String, List<String>> values) {

        public Optional<String> first(String name) {
            return values.entrySet()
                    .stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst();
        }

        /** The media type without its parameters. */
        Optional<String> type() {
            return first("Content-Type").map(type -> type.split(";", 2)[0].strip());
        }
    }
}
