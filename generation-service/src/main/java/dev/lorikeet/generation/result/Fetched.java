package dev.lorikeet.generation.result;

import java.nio.file.Path;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.job.Failure;

/** What a worker returned, on this machine. */
sealed interface Fetched {
    record File(Path path, MediaType type, long size, Sha256 digest) implements Fetched {}

    record Nothing(Failure failure) implements Fetched {}
}
