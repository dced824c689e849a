package dev.lorikeet.storage.torch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/** Where values wait. Nothing reaches below a mark but what takes the mark away. */
final class PickleStack {
    private final int most;
    private final List<Value> values = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();

    PickleStack(int most) {
        this.most = most;
    }

    void push(Value value) {
        requireRoom();
        values.add(value);
    }

    void mark() {
        requireRoom();
        marks.push(values.size());
    }

    private void requireRoom() {
        if (values.size() + marks.size() >= most) {
            throw new Unfit(FileFault.PICKLE_LIMIT,
                    "The pickle in this .ckpt file keeps more than " + most + " values waiting.");
        }
    }

    Value pop() {
        requireOne();
        return values.removeLast();
    }

    Value top() {
        requireOne();
        return values.getLast();
    }

    private void requireOne() {
        if (values.size() <= (marks.isEmpty() ? 0 : marks.peek())) {
            throw unbalanced();
        }
    }

    List<Value> popToMark() {
        if (marks.isEmpty()) {
            throw unbalanced();
        }
        var above = values.subList(marks.pop(), values.size());
        var popped = new ArrayList<>(above);
        above.clear();
        return popped;
    }

    Value last() {
        if (values.size() != 1 || !marks.isEmpty()) {
            throw unbalanced();
        }
        return values.getFirst();
    }

    private static Unfit unbalanced() {
        return new Unfit(FileFault.PICKLE_OPCODE,
                "The pickle in this .ckpt file is broken: it takes values that are not there, or leaves some over.");
    }
}
