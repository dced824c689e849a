package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.options.FilePayload;

/** Files as people have them on their disks. */
final class LoraFiles {
    private static final int MEBIBYTE = 1 << 20;
    private static final int WIDTH = 5120;
    private static final int RANK = 320;
    private static final long MATRIX = 4L * WIDTH * RANK;

    private LoraFiles() {}

    static FilePayload small(String name, int fill) {
        return payload(name, WanLora.bytes(fill));
    }

    static FilePayload payload(String name, byte[] bytes) {
        return new FilePayload(name, "application/octet-stream", bytes);
    }

    static Path written(Path directory, String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In itself in order, but its two matrices do not belong together. */
    static byte[] broken() {
        var header = """
                {"diffusion_model.blocks.0.self_attn.q.lora_A.weight":{"dtype":"F32","shape":[1,8],"data_offsets":[0,32]},
                "diffusion_model.blocks.0.self_attn.q.lora_B.weight":{"dtype":"F32","shape":[8,2],"data_offsets":[32,96]}}"""
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + 96)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    /**
     * Mostly of holes, so that it takes no place; no two mebibytes of it are the same.
     *
     * @param layers how large it is: 13 MB for each
     */
    static Path large(Path directory, String name, int layers) {
        var file = directory.resolve(name);
        var header = IntStream.range(0, layers)
                .mapToObj(LoraFiles::layer)
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
        long data = 2 * MATRIX * layers;
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
            out.write(header);
            for (long at = out.getFilePointer(); at < data; at += MEBIBYTE) {
                out.seek(at);
                out.writeInt((int) (at / MEBIBYTE));
            }
            out.setLength(8L + header.length + data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static String sha256(Path file) {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String layer(int number) {
        long start = 2 * MATRIX * number;
        return """
                "diffusion_model.blocks.%1$d.self_attn.q.lora_A.weight":{"dtype":"F32","shape":[%2$d,%3$d],"data_offsets":[%4$d,%5$d]},
                "diffusion_model.blocks.%1$d.self_attn.q.lora_B.weight":{"dtype":"F32","shape":[%3$d,%2$d],"data_offsets":[%5$d,%6$d]}"""
                .formatted(number, RANK, WIDTH, start, start + MATRIX, start + 2 * MATRIX);
    }
}
