package dev.lorikeet.storage.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.torch.Value.View;

/** Tensors by name: what a pickle has to hold, at the top or where trainers put it. */
final class StateDict {
    private static final String USUAL_NAME = "state_dict";

    private StateDict() {}

    static List<Tensor> tensors(Value value, PickleLimits limits) {
        if (!(value instanceof Mapping top)) {
            throw unfit("what it holds has no names");
        }
        var entries = top.entries();
        if (entries.get(USUAL_NAME) instanceof Mapping inner) {
            entries.forEach((name, extra) -> {
                if (!name.equals(USUAL_NAME) && !extra.isPrimitive()) {
                    throw odd(name);
                }
            });
            entries = inner.entries();
        }
        var tensors = found(entries);
        if (tensors.isEmpty()) {
            throw new Unfit(FileFault.NO_TENSORS, "This .ckpt file holds no tensors.");
        }
        if (tensors.size() > limits.tensors()) {
            throw new Unfit(FileFault.PICKLE_LIMIT, "This .ckpt file holds " + tensors.size() + " tensors, and "
                    + limits.tensors() + " are accepted at most.");
        }
        return tensors;
    }

    private static List<Tensor> found(Map<String, Value> entries) {
        var tensors = new ArrayList<Tensor>();
        entries.forEach((name, value) -> {
            if (value instanceof View(var dtype, var shape, long bytes)) {
                tensors.add(new Tensor(named(name), dtype, shape, bytes));
            } else if (!value.isPrimitive()) {
                throw odd(name);
            }
        });
        return tensors;
    }

    private static String named(String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new Unfit(FileFault.INVALID_NAME,
                    "A tensor in this .ckpt file is called “" + Shown.text(name) + "”.");
        }
        return name;
    }

    private static Unfit odd(String name) {
        return unfit("its entry " + Shown.text(name) + " is neither a tensor nor a plain value");
    }

    private static Unfit unfit(String finding) {
        return new Unfit(FileFault.NOT_A_STATE_DICT,
                "This .ckpt file holds something else than a LoRA: " + finding + ".");
    }
}
