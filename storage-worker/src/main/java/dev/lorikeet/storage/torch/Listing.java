package dev.lorikeet.storage.torch;

import java.util.ArrayList;
import java.util.List;

/** A list that a pickle is filling. */
final class Listing implements Value {
    private final List<Value> items = new ArrayList<>(0);

    void add(Value item) {
        items.add(item);
    }

    List<Value> items() {
        return items;
    }
}
