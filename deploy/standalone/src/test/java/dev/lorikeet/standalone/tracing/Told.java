package dev.lorikeet.standalone.tracing;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A span as a service told it. */
public record Told(String service, String trace, String id, String parent, String name, long start, long end,
        Map<String, String> attributes, boolean failed) {
    private static final long ERROR = 2;

    /** What one request of an exporter holds: spans by scope, by service. */
    static Stream<Told> in(byte[] request) {
        return Protobuf.read(request).messages(1).stream().flatMap(resource -> {
            var service = attributes(resource.messages(1).getFirst(), 1).getOrDefault("service.name", "");
            return resource.messages(2)
                    .stream()
                    .flatMap(scope -> scope.messages(2).stream())
                    .map(span -> of(service, span));
        });
    }

    private static Told of(String service, Protobuf span) {
        return new Told(service, span.hex(1), span.hex(2), span.hex(4), span.text(5), span.number(7), span.number(8),
                attributes(span, 9),
                span.messages(15).stream().anyMatch(status -> status.number(3) == ERROR));
    }

    private static Map<String, String> attributes(Protobuf from, int field) {
        return from.messages(field)
                .stream()
                .collect(Collectors.toMap(entry -> entry.text(1), entry -> value(entry.messages(2).getFirst())));
    }

    private static String value(Protobuf value) {
        return value.fields().containsKey(1) ? value.text(1) : String.valueOf(value.number(3));
    }

    Duration took() {
        return Duration.ofNanos(end - start);
    }
}
