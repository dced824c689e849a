package dev.lorikeet.storage.torch;

import java.util.List;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.torch.Value.Text;

/** All dictionaries of a pickle. An empty one takes a byte there and far more here, so they are counted. */
final class Mappings {
    private final PickleLimits limits;
    private int dicts;
    private int entries;

    Mappings(PickleLimits limits) {
        this.limits = limits;
    }

    Mapping open(boolean ordered) {
        if (++dicts > limits.dicts()) {
            throw limit(limits.dicts() + " dictionaries");
        }
        return new Mapping(ordered);
    }

    /** @param items names and values by turns */
    void fill(Value into, List<Value> items) {
        if (!(into instanceof Mapping target) || target.isClosed() || items.size() % 2 != 0) {
            throw Calls.unfit("it puts entries into something that does not take them");
        }
        for (int i = 0; i < items.size(); i += 2) {
            if (!(items.get(i) instanceof Text(var key))) {
                throw new Unfit(FileFault.NOT_A_STATE_DICT,
                        "This .ckpt file holds something else than a LoRA: it has entries without a name.");
            }
            put(target, key, items.get(i + 1));
        }
    }

    private void put(Mapping target, String key, Value value) {
        if (++entries > limits.entries()) {
            throw limit(limits.entries() + " entries in its dictionaries");
        }
        if (target.put(key, value) != null) {
            throw new Unfit(FileFault.DUPLICATE_KEY,
                    "This .ckpt file holds two entries of the name " + Shown.text(key) + ".");
        }
    }

    private static Unfit limit(String what) {
        return new Unfit(FileFault.PICKLE_LIMIT, "The pickle in this .ckpt file has more than " + what + ".");
    }
}
