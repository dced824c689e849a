package dev.lorikeet.storage.torch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of a {@code .ckpt} file is read, and how much it may ask for.
 *
 * @param head read first, from the beginning; what torch writes today has its pickle there
 * @param tail read next, from the end; an ordinary directory lies in it
 * @param directory the largest directory of an archive
 * @param entries the most records of an archive
 * @param looks how many records may be looked at because their place does not follow from how torch writes; each may
 *        cost a request
 * @param legacy whether streams from before PyTorch 1.6 are accepted; they came before LoRAs did, and what PyTorch does with
 *        them is the least safe of all it does
 */
@ConfigurationProperties("lorikeet.storage.torch")
public record TorchLimits(@DefaultValue("512KB") DataSize head, @DefaultValue("256KB") DataSize tail,
        @DefaultValue("8MB") DataSize directory, @DefaultValue("20000") int entries, @DefaultValue("4") int looks,
        @DefaultValue("false") boolean legacy, @DefaultValue PickleLimits pickle) {
    private static final DataSize SMALLEST_READ = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST_READ = DataSize.ofMegabytes(64);

    public TorchLimits {
        within("head", head);
        within("tail", tail);
        within("directory", directory);
    }

    static void within(String name, DataSize size) {
        if (size.compareTo(SMALLEST_READ) < 0 || size.compareTo(LARGEST_READ) > 0) {
            throw new IllegalArgumentException(
                    "lorikeet.storage.torch." + name + " must be between 1KB and 64MB, but is " + size);
        }
    }

    int headBytes(long size) {
        return (int) Math.min(head.toBytes(), size);
    }

    int tailBytes(long size) {
        return (int) Math.min(tail.toBytes(), size);
    }
}
