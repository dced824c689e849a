package dev.lorikeet.embedded.runpod;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Ids in RunPod's forms, from one seed. */
final class Ids {
    private static final String WORKER_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int WORKER_LENGTH = 14;

    private final RandomGenerator chance;

    Ids(RandomGenerator chance) {
        this.chance = chance;
    }

    String job(boolean sync) {
        return (sync ? "sync-" : "") + uuid() + "-u1";
    }

    String webhook() {
        return uuid();
    }

    String worker() {
        return chance.ints(WORKER_LENGTH, 0, WORKER_LETTERS.length())
                .collect(StringBuilder::new, (text, at) -> text.append(WORKER_LETTERS.charAt(at)),
                        StringBuilder::append)
                .toString();
    }

    String traceParent() {
        return "00-%016x%016x-%016x-01".formatted(chance.nextLong(), chance.nextLong(), chance.nextLong());
    }

    private String uuid() {
        long high = (chance.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (chance.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
