package dev.lorikeet.storage.safetensors;

import java.util.Arrays;
import java.util.function.BiFunction;

import dev.lorikeet.storage.file.Excerpt;
import dev.lorikeet.storage.file.Reading;
import dev.lorikeet.storage.file.Reading.Done;
import dev.lorikeet.storage.file.Reading.Needs;
import dev.lorikeet.storage.file.Reading.Refused;
import dev.lorikeet.storage.file.TensorFile;

import static org.assertj.core.api.Assertions.assertThat;

/** A file that was read to a verdict, range by range, and what that took. */
record CountedReading(Reading verdict, int requests, long bytes) {
    static final int LARGEST_HEADER = 16 << 20;

    static CountedReading of(byte[] file) {
        return of(file, LARGEST_HEADER);
    }

    static CountedReading of(byte[] file, int largestHeader) {
        return of(file.length, largestHeader,
                (from, length) -> Arrays.copyOfRange(file, Math.toIntExact(from), Math.toIntExact(from + length)));
    }

    /** Of a file of any size that ends with zeros. */
    static CountedReading ofSparse(byte[] beginning, long size) {
        return of(size, LARGEST_HEADER, (from, length) -> from < beginning.length
                ? Arrays.copyOfRange(beginning, from.intValue(), from.intValue() + length)
                : new byte[length]);
    }

    private static CountedReading of(long size, int largestHeader, BiFunction<Long, Integer, byte[]> ranges) {
        var excerpt = Excerpt.nothingOf(size);
        long bytes = 0;
        for (int requests = 0;; requests++) {
            var reading = excerpt.read(file -> Safetensors.read(file, largestHeader));
            if (!(reading instanceof Needs(long from, int length))) {
                return new CountedReading(reading, requests, bytes);
            }
            assertThat(length).isPositive();
            bytes += length;
            assertThat(requests).as("requests before this one").isLessThan(3);
            assertThat(bytes).isLessThanOrEqualTo((600 << 10) + largestHeader);
            excerpt = excerpt.with(from, ranges.apply(from, length));
        }
    }

    TensorFile file() {
        assertThat(verdict).isInstanceOf(Done.class);
        return ((Done) verdict).file();
    }

    String code() {
        return refusal().reason().code();
    }

    String message() {
        return refusal().reason().message();
    }

    private Refused refusal() {
        assertThat(verdict).isInstanceOf(Refused.class);
        return (Refused) verdict;
    }
}
