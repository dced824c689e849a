package dev.lorikeet.storage.hashing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ForwardedObjectStore;
import dev.lorikeet.storage.objects.SparseBucket;
import dev.lorikeet.storage.torch.SparseFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** How fast files are hashed, beside OpenSSL on the same bytes. The times are for reading. */
final class HashingSpeedIT {
    private static final int BYTES = 128 << 20;
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void hashesAsFastAsOpenSsl(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(OPENSSL), "there is no OpenSSL to compare with");
        var bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        var file = Files.write(directory.resolve("file"), bytes);
        var key = new ObjectKey("loras/20260304/12/demo/a/a.ckpt");
        var bucket = new SparseBucket(Map.of(key, SparseFile.of(bytes)));
        var limits = new HashingLimits(1, DataSize.ofMegabytes(4), DataSize.ofGigabytes(100), 20);
        // As from a network, where chunks come while others are digested.
        var remote = new ForwardedObjectStore(bucket) {
            @Override
            public Mono<byte[]> read(StoredObject object, long offset, int length) {
                return super.read(object, offset, length).subscribeOn(Schedulers.boundedElastic());
            }
        };
        var digester = new Digester(remote, limits, Schedulers.boundedElastic(), Schedulers.parallel());
        var object = new StoredObject(key, BYTES, new ETag("sparse"));
        String expected = "";
        for (int round = 0; round < 8; round++) {
            long start = System.nanoTime();
            expected = openssl(file);
            long theirs = System.nanoTime() - start;
            start = System.nanoTime();
            var digests = digester.digest(object, FileFormat.CKPT).blockOptional(LIMIT).orElseThrow();
            long ours = System.nanoTime() - start;
            System.out.printf("SHA-256 of %d MiB: OpenSSL %d ms, we %d ms, ratio %.2f%n", BYTES >> 20,
                    theirs / 1_000_000, ours / 1_000_000, (double) ours / theirs);
            assertThat(digests.sha256().value()).isEqualTo(expected);
        }
    }

    private static String openssl(Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder(OPENSSL.toString(), "dgst", "-sha256", "-r", file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        return said.substring(0, said.indexOf(' '));
    }
}
