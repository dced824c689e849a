package dev.lorikeet.embedded.s3;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server writes an upload to a file of the key plus a random id, and a listing shows that file as an object. A kill
 * leaves it behind for ever, so it is removed at start. Only the attributes, which the server adds when all bytes are
 * there, tell it from an object of that name.
 */
final class UnfinishedFiles extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFiles.class);
    private static final Pattern RANDOM_ID = Pattern.compile(".*-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private UnfinishedFiles() {}

    static void remove(Path directory) throws IOException {
        Files.walkFileTree(directory, new UnfinishedFiles());
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return isTheServersOwn(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        var mayBe = RANDOM_ID.matcher(file.getFileName().toString()).matches() && !isTheServersOwn(file);
        if (mayBe && !hasAttributes(file)) {
            Files.delete(file);
            LOG.info("Removed {}, which an upload that was killed left behind", file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Open multipart uploads. */
    private static boolean isTheServersOwn(Path path) {
        var name = path.getFileName().toString();
        return name.startsWith(".mpus-") || name.startsWith(".s3proxy-");
    }

    private static boolean hasAttributes(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        return view == null || !view.list().isEmpty();
    }
}
