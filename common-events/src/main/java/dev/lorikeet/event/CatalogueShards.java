package dev.lorikeet.event;

import java.util.Locale;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The parts in which the library is compared with its copies: CRC-32 of the LoRA's id, modulo their count. */
public final class CatalogueShards {
    /** Both sides keep what shard a LoRA is in, so another count would mean to write all of them again. */
    public static final int COUNT = 64;

    private static final int MOST = 4096;

    private CatalogueShards() {}

    public static int of(LoraId lora) {
        var crc = new CRC32();
        crc.update(lora.value().getBytes(UTF_8));
        return (int) (crc.getValue() % COUNT);
    }

    /** As a field that lists filter by. */
    public static String text(int shard) {
        return String.format(Locale.ROOT, "%02d", shard);
    }

    static void demand(int shard, int shards) {
        Limits.between("shards", shards, 1, MOST);
        Limits.between("shard", shard, 0, shards - 1L);
    }
}
