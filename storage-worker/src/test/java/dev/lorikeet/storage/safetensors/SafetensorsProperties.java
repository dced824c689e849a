package dev.lorikeet.storage.safetensors;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import dev.lorikeet.storage.file.DType;
import dev.lorikeet.storage.file.Reading.Done;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

import static org.assertj.core.api.Assertions.assertThat;

/** Laws of the reader. That it never throws and never asks for too much is checked with every reading. */
final class SafetensorsProperties {
    /** Too little of them would prove little. */
    private static final Set<Mutation> OFTEN_HARMLESS = EnumSet.of(Mutation.A_BYTE_CHANGES, Mutation.A_BIT_FLIPS,
            Mutation.A_NUMBER_CHANGES, Mutation.A_PROPERTY_IS_LOST, Mutation.SOMETHING_STANDS_IN_THE_HEADER);

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void readsExactlyWhatASoundFileHolds(@ForAll long seed) {
        var sample = new RandomSafetensors(new Random(seed)).next();
        var bytes = sample.bytes();
        var reading = CountedReading.of(bytes);
        assertThat(reading.file().tensors()).containsExactlyInAnyOrderElementsOf(sample.tensors());
        assertThat(reading.file().metadata()).isEqualTo(sample.metadata());
        assertThat(reading.file().dataFrom()).isEqualTo(bytes.length - sample.data());
        assertThat(reading.requests()).isOne();
    }

    @Property(tries = 8_000, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(StatisticsReportMode.OFF)
    void agreesWithANaiveReaderOnWhateverHappensToASoundFile(@ForAll long seed, @ForAll Mutation mutation) {
        var chance = new Random(seed);
        var file = mutation.of(new RandomSafetensors(chance).next(), chance);
        assertAgreement(file);
        boolean harmless = CountedReading.of(file).verdict() instanceof Done;
        Statistics.label(mutation.name()).collect(harmless);
        Statistics.label(mutation.name()).coverage(seen -> {
            seen.check(false).count(times -> times > 100);
            seen.check(true).count(times -> times > 10 || !OFTEN_HARMLESS.contains(mutation));
        });
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void agreesWithANaiveReaderOnWhateverHappensAgainAndAgain(@ForAll long seed) {
        var chance = new Random(seed);
        var file = new RandomSafetensors(chance).next().bytes();
        for (int changes = 2 + chance.nextInt(4); changes > 0; changes--) {
            file[8 + chance.nextInt(Math.min(file.length - 8, 300))] = Mutation.symbol(chance);
        }
        assertAgreement(file);
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    void findsNothingInChance(@ForAll long seed) {
        var chance = new Random(seed);
        var file = new byte[chance.nextInt(300)];
        chance.nextBytes(file);
        if (file.length > 8 && chance.nextInt(4) > 0) {
            Arrays.fill(file, 1, 8, (byte) 0);
            boolean symbols = chance.nextBoolean();
            for (int at = 8; symbols && at < file.length; at++) {
                file[at] = Mutation.symbol(chance);
            }
        }
        assertThat(CountedReading.of(file).code()).isNotEmpty();
    }

    /** A cut or longer file that is still sound would be a place to hide something in. */
    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void refusesEveryOtherLength(@ForAll long seed) {
        var chance = new Random(seed);
        var bytes = new RandomSafetensors(chance).next().bytes();
        int other = chance.nextInt(bytes.length * 2);
        if (other != bytes.length) {
            assertThat(CountedReading.of(Arrays.copyOf(bytes, other)).code())
                    .isIn("HEADER_TOO_SMALL", "INVALID_HEADER_LENGTH", "INCOMPLETE_BUFFER");
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void takesTwoSmallRequestsHoweverLargeTheFile(@ForAll long seed) {
        var chance = new Random(seed);
        var file = SafetensorsBytes.file();
        for (int tensors = chance.nextInt(1_500); tensors > 0; tensors--) {
            file.tensor("blocks." + tensors + ".lora_A.weight", DType.BF16, chance.nextInt(129), chance.nextInt(5_121));
        }
        file.tensor("rest", DType.U8, chance.nextLong(1 << 20, 5L << 30));
        var reading = CountedReading.ofSparse(file.beginning(), file.size());
        assertThat(reading.file().tensors()).isNotEmpty();
        assertThat(reading.requests()).isEqualTo(2);
        assertThat(reading.bytes()).isLessThan(1 << 20);
    }

    private static void assertAgreement(byte[] file) {
        var naive = NaiveReader.read(file);
        var reading = CountedReading.of(file);
        assertThat(reading.verdict() instanceof Done).as("%s", reading.verdict()).isEqualTo(naive.isPresent());
        naive.ifPresent(expected -> {
            assertThat(new HashSet<>(reading.file().tensors())).isEqualTo(new HashSet<>(expected.tensors()));
            assertThat(reading.file().metadata()).isEqualTo(expected.metadata());
            assertThat(reading.file().dataFrom()).isEqualTo(expected.dataFrom());
        });
    }
}
