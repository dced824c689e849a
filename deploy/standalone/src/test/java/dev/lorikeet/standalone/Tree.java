package dev.lorikeet.standalone;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** A document, or what was said of it, read without the classes of the service that wrote it. */
record Tree(@Nullable Object node) {

    Tree at(String... path) {
        @Nullable
        Object here = node;
        for (var name : path) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Tree(here);
    }

    Tree state() {
        return at("state");
    }

    /** Of an aggregate. */
    String status() {
        return at("state", "status").text();
    }

    Optional<String> found() {
        return Optional.ofNullable(node).map(Object::toString);
    }

    String text() {
        return found().orElse("");
    }

    long number() {
        return node instanceof Number number ? number.longValue() : 0;
    }

    List<Tree> all() {
        return node instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    /** The same with another value where there is one already. */
    Tree with(Object value, String... path) {
        if (!(node instanceof Map<?, ?> map) || !map.containsKey(path[0])) {
            throw new IllegalArgumentException("there is no " + path[0] + " in " + node);
        }
        var changed = new HashMap<Object, @Nullable Object>(map);
        changed.put(path[0], path.length == 1
                ? value
                : at(path[0]).with(value, Arrays.copyOfRange(path, 1, path.length)).node());
        return new Tree(changed);
    }

    boolean says(Tree other) {
        return plain().equals(other.plain());
    }

    /** The same for everybody who says the same, whatever they wrote it with. */
    Object plain() {
        return switch (node) {
            case null -> "nothing";
            case Map<?, ?> map -> {
                var plain = new TreeMap<String, Object>();
                map.forEach((name, value) -> plain.put(String.valueOf(name), new Tree(value).plain()));
                yield plain;
            }
            case List<?> list -> list.stream().map(one -> new Tree(one).plain()).toList();
            case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
            default -> node.toString();
        };
    }

    @Override
    public String toString() {
        return text();
    }
}
