package dev.lorikeet.simulation.saga;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.delivery.StoredDocument;
import org.jspecify.annotations.Nullable;

/** A state as it lies in its document, read without the classes of the service that wrote it. */
record Tree(@Nullable Object node) {
    static Tree of(@Nullable StoredDocument document) {
        return new Tree(document == null ? null : document.state());
    }

    Tree at(String... path) {
        @Nullable
        Object here = node;
        for (var name : path) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return new Tree(here);
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

    String status() {
        return at("status").text();
    }
}
