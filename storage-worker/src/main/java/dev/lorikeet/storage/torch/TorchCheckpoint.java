package dev.lorikeet.storage.torch;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.TarHeader;
import dev.lorikeet.storage.file.Tensor;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;

/**
 * Reads what a {@code .ckpt} file holds, if it provably does nothing but hold it. Whatever is not known to be harmless
 * is refused; what is known to be harmful only makes the reason clearer.
 */
public final class TorchCheckpoint {
    private TorchCheckpoint() {}

    public static TensorFile read(Excerpt file, TorchLimits limits) {
        if (file.size() == 0) {
            throw new Unfit(FileFault.TRUNCATED, "This .ckpt file is empty.");
        }
        var head = file.at(0, limits.headBytes(file.size()));
        var kind = Container.of(head);
        var tensors = switch (kind) {
            case ARCHIVE -> ArchivedCheckpoint.tensors(file, limits);
            case STREAM -> stream(file, head, limits);
            case SAFETENSORS -> throw new Unfit(FileFault.EXTENSION_MISMATCH,
                    "This .ckpt file is a .safetensors file by what it holds.");
            default -> throw new Unfit(FileFault.UNSUPPORTED_CONTAINER,
                    "This .ckpt file is " + kind.words() + ", not an archive as torch.save writes it.");
        };
        return new TensorFile(FileFormat.CKPT, tensors, Map.of(), 0);
    }

    private static List<Tensor> stream(Excerpt file, ByteBuffer head, TorchLimits limits) {
        if (!limits.legacy()) {
            throw new Unfit(FileFault.UNSUPPORTED_CONTAINER,
                    "This .ckpt file was written by a PyTorch before 1.6, and such files are not accepted here.");
        }
        if (TarHeader.isPlausible(head)) {
            throw new Unfit(FileFault.POLYGLOT_SUSPECT,
                    "This .ckpt file begins like a tar archive, and PyTorch would open it as one.");
        }
        return LegacyStream.tensors(file, limits);
    }
}
