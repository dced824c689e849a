package dev.lorikeet.embedded.mongo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/** Documents, filters and orders from few values, so that they meet; {@code tame} leaves out what no index orders. */
final class Generated {
    private static final List<String> FIELDS = List.of("a", "b", "c.d", "_id", "u");
    private static final List<@Nullable Object> SCALARS = Arrays.asList(null, 0, 1, 2, 3L, 2.0, 1.5, -7, -0.5, 0x1p40,
            5_000_000_000L, (1L << 53) + 1, 0x1p53, "", "s", "sa", "sab", "sb", "s\0", "s\u0001", "t", "\uE000",
            "\uD83D\uDE00", true, false, Instant.EPOCH, Instant.ofEpochMilli(-5), Instant.ofEpochMilli(1L << 40),
            new ObjectId("000000000000000000000001"), new ObjectId("f00000000000000000000000"), new UUID(1, 2),
            new UUID(-1, 2), new BinData(new byte[]{1, -1}), new BinData(new byte[]{-1}), new BinData(new byte[0]));
    private static final List<Object> WILD = List.of(List.of(1, 2), List.of("s", 1.5),
            Arrays.asList(1, null),
            List.of(List.of(1)), new Document("x", 1), new Document(), Decimal128.ONE, Double.POSITIVE_INFINITY);

    private final Random random;
    private final boolean tame;

    Generated(Random random) {
        this.random = random;
        this.tame = random.nextBoolean();
    }

    private <T extends @Nullable Object> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    private <T extends @Nullable Object> T either(Supplier<T>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    private @Nullable Object value() {
        return tame || random.nextInt(6) > 0 ? oneOf(SCALARS) : oneOf(WILD);
    }

    Object id(int n) {
        return n % 3 == 0 ? (Object) ("s" + n) : n % 3 == 1 ? n : (double) n;
    }

    Document document(int n) {
        Document document = new Document("_id", id(n));
        put(document, "a");
        put(document, "b");
        if (n == 0 && !tame) {
            document.put("a", List.of()); // one only: the stock engine does not know how to sort two
        }
        if (random.nextInt(5) > 0) {
            document.put("c",
                    tame || random.nextInt(5) > 0 ? nested()
                            : either(() -> List.of(nested(), nested()), () -> "s"));
        }
        if (random.nextBoolean()) {
            document.put("u", "u" + n);
        }
        return document;
    }

    private void put(Document document, String field) {
        if (random.nextInt(5) > 0) {
            document.put(field, value());
        }
    }

    private Document nested() {
        Document nested = new Document("e", 1);
        put(nested, "d");
        return nested;
    }

    Document index(int n) {
        Document keys = new Document();
        for (int i = upTo(2); i >= 0; i--) {
            keys.put(oneOf(FIELDS), random.nextBoolean() ? 1 : -1);
        }
        if (keys.keySet().equals(Set.of("_id"))) {
            keys.put("a", 1);
        }
        // Unique by what is in it, so that nothing is refused.
        boolean unique = (keys.size() == 2 && keys.containsKey("_id")) || keys.keySet().equals(Set.of("u"));
        Document index = new Document("key", keys).append("name", "index" + n).append("v", 2);
        boolean sparse = random.nextBoolean();
        if (unique && (sparse || !keys.containsKey("u"))) {
            index.put("unique", true);
        }
        return sparse ? index.append("sparse", true) : index;
    }

    Document filter(int depth) {
        Document filter = new Document();
        for (int i = upTo(2); i >= 0; i--) {
            String field = oneOf(FIELDS);
            filter.put(field, operand(field));
        }
        return depth == 0
                ? filter
                : either(() -> filter, () -> new Document("$and", several(depth)),
                        () -> new Document("$or", several(depth)), () -> filter.clone().append("$or", several(depth)));
    }

    private List<Document> several(int depth) {
        List<Document> several = new ArrayList<>();
        for (int i = upTo(2); i >= 0; i--) {
            several.add(filter(depth - 1));
        }
        return several;
    }

    private @Nullable Object operand(String field) {
        return either(() -> comparand(field), () -> new Document("$eq", comparand(field)), () -> range(field),
                () -> range(field), () -> new Document("$in", Arrays.asList(comparand(field), comparand(field))),
                () -> new Document("$exists", random.nextBoolean()), () -> new Document("$ne", comparand(field)),
                () -> new BsonRegularExpression(field.equals("u") ? "^u1" : "^sa?", ""));
    }

    private Document range(String field) {
        return either(() -> new Document("$gt", comparand(field)), () -> new Document("$gte", comparand(field)),
                () -> new Document("$lt", comparand(field)), () -> new Document("$lte", comparand(field)),
                () -> new Document("$gte", comparand(field)).append("$lt", comparand(field)));
    }

    private @Nullable Object comparand(String field) {
        return switch (field) {
            case "_id" -> id(upTo(40));
            case "u" -> "u" + upTo(40);
            default -> value();
        };
    }

    Document update() {
        String field = random.nextBoolean() ? "a" : "b";
        return either(() -> new Document("$set", new Document(field, value())),
                () -> new Document("$unset", new Document(field, "")),
                () -> new Document("$unset", new Document("u", "")),
                () -> new Document("$set", new Document("other", value())));
    }

    /** The id comes last, so that there is one right answer. */
    Document order() {
        Document order = new Document();
        for (int i = upTo(2); i > 0; i--) {
            order.put(oneOf(FIELDS), random.nextBoolean() ? 1 : -1);
        }
        order.remove("_id");
        order.put("_id", random.nextBoolean() ? 1 : -1);
        return order;
    }
}
