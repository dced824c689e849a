package dev.lorikeet.lora.upload;

import dev.lorikeet.lora.web.LoraProblem;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

final class FileSizeProperties {
    private static final long FIVE_GIB = 5L * 1024 * 1024 * 1024;

    // Feature: lora-management, Property 2: File size validation
    @Property(tries = 1000)
    void acceptsOneByteUpToTheLimit(@ForAll("sizes") long bytes) {
        var expected = bytes <= 0 ? new Checked.Refused<FileSize>(LoraProblem.EMPTY_FILE)
                : bytes > FIVE_GIB ? new Checked.Refused<FileSize>(LoraProblem.FILE_TOO_LARGE)
                        : new Checked.Accepted<>(new FileSize(bytes));
        assertThat(FileSize.check(bytes, FIVE_GIB)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-2, 2 * FIVE_GIB),
                Arbitraries.longs().between(FIVE_GIB - 3, FIVE_GIB + 3), Arbitraries.longs().between(-3, 3));
    }

    @Example
    void saysTheLimitThatIsConfigured() {
        assertThat(FileSize.text(FIVE_GIB)).isEqualTo("5GB");
        assertThat(FileSize.text(40L << 20)).isEqualTo("40MB");
        assertThat(FileSize.text(1_500)).isEqualTo("1500 bytes");
    }

    @Example
    void countsTheLimitItselfAsAllowed() {
        assertThat(FileSize.check(FIVE_GIB, FIVE_GIB)).isInstanceOf(Checked.Accepted.class);
        assertThat(FileSize.check(FIVE_GIB + 1, FIVE_GIB))
                .isEqualTo(new Checked.Refused<>(LoraProblem.FILE_TOO_LARGE));
        assertThat(FileSize.check(0, FIVE_GIB)).isEqualTo(new Checked.Refused<>(LoraProblem.EMPTY_FILE));
    }
}
