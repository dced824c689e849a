package dev.lorikeet.lora.library;

import java.util.ArrayList;
import java.util.List;

import dev.lorikeet.lora.lifecycle.ListFields;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

/** A query in MongoDB's words. */
final class LibraryFilter {
    static final String ID = "_id";
    static final String WORKSPACE = path(ListFields.WORKSPACE);
    static final String STATUS = path(ListFields.STATUS);

    private LibraryFilter() {}

    static String path(String field) {
        return ListFields.LIST + "." + field;
    }

    static Bson matching(LibraryQuery query, String status) {
        var all = new ArrayList<Bson>(List.of(eq(WORKSPACE, query.workspace().value()), eq(STATUS, status)));
        equal(all, ListFields.BASE_MODEL, query.baseModel());
        equal(all, ListFields.EXPERT, query.expert());
        equal(all, ListFields.TAGS, query.tag());
        equal(all, ListFields.SIZE, query.content().size());
        equal(all, ListFields.SHA256, query.content().sha256() == null ? null : query.content().sha256().value());
        if (query.text() != null) {
            all.add(regex(path(ListFields.TEXT), literally(query.text())));
        }
        return and(all);
    }

    /** What comes behind the page before, whatever came or went meanwhile. */
    static Bson beyond(LibraryQuery query, String status) {
        var after = query.after();
        if (after == null) {
            return matching(query, status);
        }
        var field = path(query.order().field().stored());
        var value = after.stored(query.order()).orElseThrow();
        return and(matching(query, status), query.order().descending()
                ? or(lt(field, value), and(eq(field, value), lt(ID, after.id())))
                : or(gt(field, value), and(eq(field, value), gt(ID, after.id()))));
    }

    private static void equal(List<Bson> all, String field, @Nullable Object value) {
        if (value != null) {
            all.add(eq(path(field), value));
        }
    }

    /** Every engine of regular expressions takes an escaped sign for itself. */
    private static String literally(String text) {
        return text.replaceAll("[\\p{ASCII}&&[^A-Za-z0-9]]", "\\\\$0");
    }
}
