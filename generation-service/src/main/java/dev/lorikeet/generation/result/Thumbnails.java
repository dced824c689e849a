package dev.lorikeet.generation.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jcodec.api.JCodecException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Small pictures of what workers returned. A video without one is a video, so nothing that goes wrong here counts: not
 * even what a crafted file does to our memory or our patience.
 */
final class Thumbnails {
    private final ResultLimits limits;
    private final Scheduler drawing;

    /** @param drawing has threads that nobody else waits for: a decoder that never ends keeps its own */
    Thumbnails(ResultLimits limits, Scheduler drawing) {
        this.limits = limits;
        this.drawing = drawing;
    }

    /** As JPEG; empty where there is no telling. */
    Mono<byte[]> of(Path file, MediaType type) {
        return Mono.fromCallable(() -> drawn(file, type))
                .subscribeOn(drawing)
                .timeout(limits.thumbnailTime())
                .flatMap(picture -> Mono.justOrEmpty(picture))
                .onErrorResume(_ -> Mono.empty());
    }

    /** Reactor says nothing to anybody of an error that is the JVM's, and a job without a word would wait for ever. */
    private Optional<byte[]> drawn(Path file, MediaType type) {
        try {
            return Files.size(file) > limits.thumbnailFrom().toBytes()
                    ? Optional.empty()
                    : FirstFrame.of(file, type);
        } catch (IOException | JCodecException | RuntimeException | Error unreadable) {
            return Optional.empty();
        }
    }
}
