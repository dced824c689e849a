package dev.lorikeet.storage.adapter;

import java.util.Arrays;
import java.util.Optional;

/** The sizes WAN comes in. Both 14B generations are of one shape, so their LoRAs fit each other. */
enum WanSize {
    A14B("a14b", 5120, 13_824, 40),
    B5("5b", 3072, 14_336, 30),
    B1_3("1.3b", 1536, 8960, 30);

    private final String variant;
    private final long width;
    private final long feedForward;
    private final int blocks;

    WanSize(String variant, long width, long feedForward, int blocks) {
        this.variant = variant;
        this.width = width;
        this.feedForward = feedForward;
        this.blocks = blocks;
    }

    static Optional<WanSize> ofWidth(long width) {
        return Arrays.stream(values()).filter(size -> size.width == width).findFirst();
    }

    static Optional<WanSize> ofFeedForward(long one, long other) {
        return ofWidth(Math.min(one, other)).filter(size -> size.feedForward == Math.max(one, other));
    }

    String variant() {
        return variant;
    }

    int blocks() {
        return blocks;
    }
}
