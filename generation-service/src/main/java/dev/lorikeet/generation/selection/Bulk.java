package dev.lorikeet.generation.selection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Nobody means a request with thousands of names, and to answer for each of them would keep others waiting. */
final class Bulk {
    private Bulk() {}

    /** What there is too much of, told without a look at any of it. */
    static List<Fault> of(SelectionRequest request, SelectionLimits limits) {
        return Stream.of(fault("/loras", size(request.loras()), limits.mostLoras()),
                fault("/parameters", size(request.parameters()), limits.mostNames()),
                fault("/weights", size(request.weights()), limits.mostNames())).flatMap(List::stream).toList();
    }

    private static List<Fault> fault(String pointer, int there, int most) {
        return there <= most ? List.of()
                : List.of(new Fault(pointer, "must have at most " + most + " entries, not " + there));
    }

    private static int size(@Nullable Collection<?> entries) {
        return entries == null ? 0 : entries.size();
    }

    private static int size(@Nullable Map<String, ?> entries) {
        return entries == null ? 0 : entries.size();
    }
}
