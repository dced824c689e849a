package dev.lorikeet.generation.models;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lorikeet.generation.job.Price;
import org.jspecify.annotations.Nullable;

/**
 * Where a model runs and how it wants to be spoken to.
 *
 * @param endpoint RunPod's id of it
 * @param mostQueued jobs that may wait for it
 * @param reference how a payload names a LoRA
 * @param volumeRoot the folder on the network volume that holds LoRAs, without slashes around it
 * @param price of a second of work, where anybody told us
 * @param volumes the network volumes a LoRA must be on before a job is sent; empty where the worker fetches it
 */
public record Worker(String endpoint, int mostQueued, ExecutionTime time, @Nullable Price price, Dialect dialect,
        Reference reference, String volumeRoot, List<String> volumes) {
    public Worker {
        volumes = List.copyOf(volumes);
    }

    /** What stands for a LoRA in the worker's own fields. */
    public enum Reference {
        /** A signed address, good for a limited time. */
        @JsonProperty("url")
        URL,
        /** The path on the worker's disk. */
        @JsonProperty("volume-path")
        VOLUME_PATH,
        /** The name of the file, looked up in the worker's folder for LoRAs. */
        @JsonProperty("file-name")
        FILE_NAME
    }
}
