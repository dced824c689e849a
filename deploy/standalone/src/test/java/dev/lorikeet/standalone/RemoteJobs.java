package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs of the RunPod stand-in as it keeps them: as little time as RunPod does, half an hour after their end. A run may
 * last longer, so what is remembered of a job is judged even when it has been forgotten.
 */
final class RemoteJobs {
    private final Path directory;
    private final Map<String, JsonNode> seen = new HashMap<>();

    RemoteJobs(Path data) {
        this.directory = data.resolve("runpod/jobs");
    }

    /** Those that RunPod knows. */
    List<JsonNode> now() {
        return List.copyOf(known().values());
    }

    void remember() {
        seen.putAll(known());
    }

    /** Also those that it has forgotten, as they were when they were remembered last. */
    List<JsonNode> everSeen() {
        remember();
        return List.copyOf(seen.values());
    }

    private Map<String, JsonNode> known() {
        var known = new HashMap<String, JsonNode>();
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            for (var file : files) {
                read(file).ifPresent(job -> known.put(file.toString(), job));
            }
        } catch (NoSuchFileException noJobYet) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    private static Optional<JsonNode> read(Path file) throws IOException {
        try {
            return Optional.of(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException forgottenMeanwhile) {
            return Optional.empty();
        }
    }
}
