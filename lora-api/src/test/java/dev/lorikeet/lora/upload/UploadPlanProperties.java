package dev.lorikeet.lora.upload;

import java.time.Duration;

import dev.lorikeet.lora.bucket.UploadPlan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

final class UploadPlanProperties {
    private static final long MEBIBYTE = 1 << 20;
    /** S3 takes no more than 10,000 of them. */
    private static final long LARGEST_PART = 5 * 1024 * MEBIBYTE;
    private static final long LARGEST = 10_000 * LARGEST_PART;

    @Property(tries = 1000)
    void putsEveryByteIntoExactlyOnePart(@ForAll("sizes") long size, @ForAll @IntRange(min = 5, max = 5120) int part,
            @ForAll @IntRange(min = 1, max = 10_000) int mostParts) {
        long fitting = Math.min(size, mostParts * LARGEST_PART);
        var plan = limits(part, mostParts).plan(fitting);
        long sum = 0;
        for (int number = 1; number <= plan.partCount(); number++) {
            long length = plan.length(number, fitting);
            assertThat(length).isPositive().isLessThanOrEqualTo(LARGEST_PART);
            if (number < plan.partCount()) {
                assertThat(length).isEqualTo(plan.partSize()).isGreaterThanOrEqualTo(5 * MEBIBYTE);
            }
            sum += length;
        }
        assertThat(sum).isEqualTo(fitting);
        assertThat(plan.partCount()).isLessThanOrEqualTo(mostParts);
        assertThat(plan.has(plan.partCount() + 1)).isFalse();
    }

    /** Of every order of magnitude equally many. */
    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.integers()
                .between(0, 45)
                .flatMap(bits -> Arbitraries.longs().between(1L << bits, Math.min(LARGEST, 2L << bits)));
    }

    private static UploadLimits limits(int partMegabytes, int mostParts) {
        return new UploadLimits(DataSize.ofMegabytes(5120L * mostParts), DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(partMegabytes), mostParts, Duration.ofHours(24), Duration.ofHours(1), 100, 10,
                DataSize.ofMegabytes(8), 4, Duration.ofHours(1), Duration.ofSeconds(30));
    }
}
