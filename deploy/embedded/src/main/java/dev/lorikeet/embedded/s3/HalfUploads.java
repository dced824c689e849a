package dev.lorikeet.embedded.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server writes of an open multipart upload in two places, one after the other, and strikes it out of both when it
 * ends. A kill in between leaves an upload that is listed and that nobody can complete or abort, or parts that nobody
 * is told of; so what is not written in both is removed at start.
 */
final class HalfUploads {
    private static final Logger LOG = LoggerFactory.getLogger(HalfUploads.class);
    private static final String MAY_GO_ON = ".s3proxy-mpu-stub-";
    private static final String IS_LISTED = "-stub";
    private static final Pattern OF_AN_UPLOAD = Pattern.compile("(?:\\.mpus-|" + Pattern.quote(MAY_GO_ON)
            + ")(?<id>\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}).*");

    private HalfUploads() {}

    static void remove(Path directory) throws IOException {
        for (var bucket : children(directory)) {
            if (Files.isDirectory(bucket)) {
                removeFrom(bucket);
            }
        }
    }

    private static void removeFrom(Path bucket) throws IOException {
        var uploads = new HashMap<String, List<Path>>();
        for (var path : children(bucket)) {
            var upload = OF_AN_UPLOAD.matcher(name(path));
            if (upload.matches()) {
                uploads.computeIfAbsent(upload.group("id"), _ -> new ArrayList<>()).addAll(treeOf(path));
            }
        }
        for (var upload : uploads.entrySet()) {
            if (!isWhole(upload.getKey(), upload.getValue())) {
                removeAll(upload.getValue());
                LOG.info("Removed the multipart upload {}, which a kill left half begun or half ended",
                        upload.getKey());
            }
        }
    }

    private static boolean isWhole(String id, List<Path> written) {
        return written.stream().anyMatch(path -> name(path).equals(MAY_GO_ON + id))
                && written.stream().anyMatch(path -> name(path).endsWith(IS_LISTED));
    }

    private static void removeAll(List<Path> written) throws IOException {
        for (var path : written.reversed()) {
            Files.delete(path);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> children(Path directory) throws IOException {
        try (var children = Files.list(directory)) {
            return children.toList();
        }
    }

    /** A directory comes before what is in it. */
    private static List<Path> treeOf(Path root) throws IOException {
        try (var tree = Files.walk(root)) {
            return tree.toList();
        }
    }
}
