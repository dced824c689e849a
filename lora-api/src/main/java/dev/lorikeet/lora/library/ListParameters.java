package dev.lorikeet.lora.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.library.LibraryQuery.Status;
import dev.lorikeet.lora.lifecycle.ListFields;
import dev.lorikeet.lora.web.FieldError;
import dev.lorikeet.lora.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A list as it is asked for in a query string. A parameter that we would ignore is one that somebody relies on. */
record ListParameters(@Nullable WorkspaceId workspace, List<Status> statuses, @Nullable String text,
        @Nullable String baseModel, @Nullable String expert, @Nullable String tag, Order order, int limit,
        @Nullable Cursor after) {
    private static final Set<String> NAMES = Set.of("workspaceId", "status", "query", "baseModel", "expert", "tag",
            "sort", "limit", "cursor");
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 200;

    LibraryQuery in(WorkspaceId chosen) {
        return new LibraryQuery(chosen, statuses, text, baseModel, expert, tag, order, limit, after);
    }

    static ListParameters read(MultiValueMap<String, String> given) {
        var faults = new ArrayList<FieldError>();
        given.forEach((name, values) -> {
            if (!NAMES.contains(name)) {
                faults.add(new FieldError(name, "is not a parameter of this list"));
            } else if (values.size() > 1) {
                faults.add(new FieldError(name, "may be given once"));
            }
        });
        var reader = new Reader(given, faults);
        var order = reader.read("sort", Order.NEWEST_FIRST, text -> Order.parse(text).orElseThrow());
        var parameters = new ListParameters(reader.optional("workspaceId", WorkspaceId::new),
                reader.read("status", List.of(Status.ready), ListParameters::statuses),
                reader.optional("query", ListParameters::searched),
                reader.optional("baseModel", ListParameters::searched),
                reader.optional("expert", ListParameters::expert), reader.optional("tag", ListParameters::searched),
                order, reader.read("limit", USUAL, ListParameters::limit),
                reader.optional("cursor", text -> Cursor.parse(text, order).orElseThrow()));
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        return parameters;
    }

    private record Reader(MultiValueMap<String, String> given, List<FieldError> faults) {
        <T> T read(String name, T otherwise, Function<String, T> parse) {
            var value = optional(name, parse);
            return value == null ? otherwise : value;
        }

        <T> @Nullable T optional(String name, Function<String, T> parse) {
            var text = given.getFirst(name);
            if (text == null) {
                return null;
            }
            try {
                return parse.apply(text);
            } catch (RuntimeException nonsense) {
                faults.add(new FieldError(name, "has a value that is not allowed"));
                return null;
            }
        }
    }

    private static List<Status> statuses(String text) {
        return Arrays.stream(text.split(",", -1)).map(Status::valueOf).distinct().toList();
    }

    private static String searched(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("too long");
        }
        return ListFields.lower(text);
    }

    private static String expert(String text) {
        return ListFields.lower(NoiseExpert.valueOf(text.toUpperCase(Locale.ROOT)).name());
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("out of bounds");
        }
        return limit;
    }
}
