package dev.lorikeet.embedded.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lorikeet.embedded.PlatformFailure;
import org.jspecify.annotations.Nullable;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * The directory that holds everything, owned by one process at a time. The lock is the operating system's, so a kill
 * gives it back.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "in-use.lock";
    private static final int PID_DIGITS = 20;

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    public static DataDirectory open(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            return own(path);
        } catch (IOException e) {
            throw new PlatformFailure(
                    "The data directory %s cannot be created or written (%s); make it writable or choose another with --data DIR."
                            .formatted(path, PlatformFailure.reasonOf(e)),
                    e);
        }
    }

    Path of(String server) {
        return path.resolve(server);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("The lock on " + path + " was not given back", e);
        }
    }

    private static DataDirectory own(Path path) throws IOException {
        var lockFile = FileChannel.open(path.resolve(LOCK_FILE), CREATE, READ, WRITE);
        try {
            sign(path, lockFile);
            return new DataDirectory(path, lockFile);
        } catch (IOException | RuntimeException e) {
            lockFile.close(); // or this process would keep the lock of a directory it does not use
            throw e;
        }
    }

    private static void sign(Path path, FileChannel lockFile) throws IOException {
        if (lock(lockFile) == null) {
            var owner = read(lockFile);
            throw new PlatformFailure(
                    "The data directory %s is in use by another Lorikeet%s; stop that one or choose another with --data DIR."
                            .formatted(path, owner.isEmpty() ? "" : " (process " + owner + ")"));
        }
        lockFile.truncate(0);
        lockFile.write(StandardCharsets.US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())), 0);
    }

    private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException ownedByThisProcess) {
            return null;
        }
    }

    private static String read(FileChannel lockFile) throws IOException {
        var pid = ByteBuffer.allocate(PID_DIGITS);
        lockFile.read(pid, 0);
        return StandardCharsets.US_ASCII.decode(pid.flip()).toString().strip();
    }
}
