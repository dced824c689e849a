package dev.lorikeet.storage.torch;

/**
 * A record of an archive, as its directory has it.
 *
 * @param suffix the name behind the one top folder
 * @param header where its local header is
 */
record Entry(String name, String suffix, int flags, long checksum, long size, long header) {
    static final int LOCAL_HEADER = 30;
    /** What does not fit into 32 bits is written beside them, and they say this. */
    static final long ELSEWHERE = 0xFFFF_FFFFL;
    private static final int DESCRIBED = 0x8;

    /** Its sizes follow its bytes a second time. */
    boolean isDescribed() {
        return (flags & DESCRIBED) != 0;
    }

    boolean isWide() {
        return size >= ELSEWHERE || header >= ELSEWHERE;
    }

    int descriptor() {
        if (!isDescribed()) {
            return 0;
        }
        return isWide() ? 24 : 16;
    }

    /** Of what torch writes beside the 32-bit fields in front of its padding. */
    int wideField() {
        if (!isWide()) {
            return 0;
        }
        return 4 + (size >= ELSEWHERE ? 16 : 0) + (header >= ELSEWHERE ? 8 : 0);
    }
}
