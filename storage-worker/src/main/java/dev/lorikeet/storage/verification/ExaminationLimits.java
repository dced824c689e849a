package dev.lorikeet.storage.verification;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Of the look at an uploaded file.
 *
 * @param acceptCkpt whether {@code .ckpt} files are accepted; they are read without being run, but not every worker is as
 *            careful
 * @param largestHeader of a {@code .safetensors} file; the format allows up to 100 MB
 * @param largeAtOnce files with headers above 2 MB that an instance reads at the same time; each may take 100 MB of memory
 * @param reads the most requests for one file
 */
@ConfigurationProperties("lorikeet.storage")
public record ExaminationLimits(@DefaultValue("true") boolean acceptCkpt,
        @DefaultValue("16MB") DataSize largestHeader, @DefaultValue("1") int largeAtOnce,
        @DefaultValue("16") int reads) {
    private static final DataSize SMALLEST = DataSize.ofKilobytes(64);
    private static final DataSize LARGEST = DataSize.ofBytes(100_000_000);

    public ExaminationLimits {
        require(largestHeader.compareTo(SMALLEST) >= 0 && largestHeader.compareTo(LARGEST) <= 0,
                "largest-header must lie between 64KB and 100000000B");
        require(largeAtOnce >= 1, "large-at-once must be at least 1");
        require(reads >= 1, "reads must be at least 1");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.storage." + what);
        }
    }
}
