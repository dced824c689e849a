package dev.lorikeet.lora.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.QueryParameters;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.library.LibraryQuery.Content;
import dev.lorikeet.lora.library.LibraryQuery.Status;
import dev.lorikeet.lora.lifecycle.ListFields;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A list as it is asked for in a query string. */
record ListParameters(@Nullable WorkspaceId workspace, List<Status> statuses, @Nullable String text,
        @Nullable String baseModel, @Nullable String expert, @Nullable String tag, Content content, Order order,
        int limit,
        @Nullable Cursor after) {
    private static final Set<String> NAMES = Set.of("workspaceId", "status", "query", "baseModel", "expert", "tag",
            "fileSize", "sha256", "sort", "limit", "cursor");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,15}");
    /** The largest whole number that every reader of JSON has. */
    private static final long LARGEST = (1L << 53) - 1;
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_QUERY = 200;
    private static final int LONGEST_WORD = 100;

    LibraryQuery in(WorkspaceId chosen) {
        return new LibraryQuery(chosen, statuses, text, baseModel, expert, tag, content, order, limit, after);
    }

    static ListParameters read(MultiValueMap<String, String> given) {
        var faults = new ArrayList<>(QueryParameters.faults(given, NAMES, "list"));
        var reader = new Reader(given, faults);
        var order = reader.read("sort", Order.NEWEST_FIRST, text -> Order.parse(text).orElseThrow());
        var parameters = new ListParameters(reader.optional("workspaceId", WorkspaceId::new),
                reader.read("status", List.of(Status.ready), ListParameters::statuses),
                reader.optional("query", text -> text.isBlank() ? null : words(text, LONGEST_QUERY)),
                reader.optional("baseModel", text -> words(text, LONGEST_WORD)),
                reader.optional("expert", ListParameters::expert),
                reader.optional("tag", text -> words(text, LONGEST_WORD)),
                new Content(reader.optional("fileSize", ListParameters::size), reader.optional("sha256", Sha256::new)),
                order, reader.read("limit", USUAL, ListParameters::limit),
                reader.optional("cursor", text -> Cursor.parse(text, order).orElseThrow()));
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        return parameters;
    }

    private record Reader(MultiValueMap<String, String> given, List<FieldError> faults) {
        <T> T read(String name, T otherwise, Function<String, @Nullable T> parse) {
            var value = optional(name, parse);
            return value == null ? otherwise : value;
        }

        <T> @Nullable T optional(String name, Function<String, @Nullable T> parse) {
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
        var statuses = Arrays.stream(text.split(",", -1)).map(Status::valueOf).toList();
        demand(EnumSet.copyOf(statuses).size() == statuses.size());
        return statuses;
    }

    /** No name holds a control character, and not every engine could look for one. */
    private static String words(String text, int most) {
        int length = text.codePointCount(0, text.length());
        demand(length >= 1 && length <= most && text.chars().noneMatch(ListParameters::isInvisible));
        return ListFields.folded(text);
    }

    private static boolean isInvisible(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }

    private static String expert(String text) {
        return Arrays.stream(NoiseExpert.values())
                .map(ListFields::word)
                .filter(text::equals)
                .findFirst()
                .orElseThrow();
    }

    private static long size(String text) {
        demand(SIZE.matcher(text).matches());
        long size = Long.parseLong(text);
        demand(size <= LARGEST);
        return size;
    }

    private static int limit(String text) {
        demand(NUMBER.matcher(text).matches());
        int limit = Integer.parseInt(text);
        demand(limit >= 1 && limit <= MOST);
        return limit;
    }

    private static void demand(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not allowed");
        }
    }
}
