package dev.lorikeet.storage.file;

import java.util.List;
import java.util.Map;

import dev.lorikeet.event.LoraFacts.FileFormat;

/**
 * A file whose structure was found to be sound.
 *
 * @param metadata the words of whoever wrote it; nothing of it is proven
 * @param dataFrom where the numbers begin
 */
public record TensorFile(FileFormat format, List<Tensor> tensors, Map<String, String> metadata, long dataFrom) {
    public TensorFile {
        tensors = List.copyOf(tensors);
        metadata = Map.copyOf(metadata);
    }
}
