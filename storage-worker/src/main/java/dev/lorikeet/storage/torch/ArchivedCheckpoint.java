package dev.lorikeet.storage.torch;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.Unfit;

/** What torch has saved since 1.6: an archive with a pickle, and beside it a record for each storage. */
final class ArchivedCheckpoint {
    private ArchivedCheckpoint() {}

    static List<Tensor> tensors(Excerpt file, TorchLimits limits) {
        var archive = Archive.of(file, limits);
        var pickle = PickleBytes.of(archive.pickle(limits.pickle()));
        var found = new PickleMachine(pickle, Dialect.ARCHIVE, limits.pickle()).run();
        if (!pickle.isAtEnd()) {
            throw new Unfit(FileFault.PICKLE_TRAILING_DATA,
                    "In this .ckpt file something follows the end of the pickle.");
        }
        compare(found.storages().values(), archive.storages());
        return StateDict.tensors(found.value(), limits.pickle());
    }

    private static void compare(Collection<Value.Storage> named, Map<String, Long> there) {
        var unnamed = new HashSet<>(there.keySet());
        for (var storage : named) {
            var size = there.get(storage.key());
            if (size == null || size != storage.bytes()) {
                throw mismatch("its storage " + storage.key() + " should take " + Shown.bytes(storage.bytes())
                        + (size == null ? " and is not there" : " and takes " + Shown.bytes(size)));
            }
            unnamed.remove(storage.key());
        }
        if (!unnamed.isEmpty()) {
            throw mismatch("no tensor uses its storage " + unnamed.iterator().next());
        }
    }

    private static Unfit mismatch(String finding) {
        return new Unfit(FileFault.STORAGE_MISMATCH, "This .ckpt file does not fit together: " + finding + ".");
    }
}
