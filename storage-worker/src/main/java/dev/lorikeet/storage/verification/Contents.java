package dev.lorikeet.storage.verification;

import java.util.Locale;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.TensorFile;
import dev.lorikeet.storage.file.Unfit;
import dev.lorikeet.storage.safetensors.Safetensors;
import dev.lorikeet.storage.torch.TorchCheckpoint;
import dev.lorikeet.storage.torch.TorchLimits;
import org.springframework.stereotype.Component;

/** Reads a file as what its name says it is. Each reader makes sure that the name is right. */
@Component
public class Contents {
    private static final String CKPT = ".ckpt";

    private final ExaminationLimits limits;
    private final TorchLimits torch;

    public Contents(ExaminationLimits limits, TorchLimits torch) {
        this.limits = limits;
        this.torch = torch;
    }

    TensorFile read(Excerpt file, String fileName) {
        if (!fileName.toLowerCase(Locale.ROOT).endsWith(CKPT)) {
            return Safetensors.read(file, Math.toIntExact(limits.largestHeader().toBytes()));
        }
        if (!limits.acceptCkpt()) {
            throw new Unfit(FileFault.CKPT_NOT_ACCEPTED, "This is a .ckpt file, and such files are not accepted here.");
        }
        return TorchCheckpoint.read(file, torch);
    }
}
