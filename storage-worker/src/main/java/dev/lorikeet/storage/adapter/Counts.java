package dev.lorikeet.storage.adapter;

import java.util.List;

import dev.lorikeet.storage.file.Tensor;

/** Sizes that stop at the largest number that JSON carries exactly; no real file comes near it. */
final class Counts {
    static final long MOST = (1L << 53) - 1;

    private Counts() {}

    static long elements(Tensor tensor) {
        return product(tensor.shape());
    }

    static long product(List<Long> factors) {
        return factors.stream().reduce(1L, Counts::product);
    }

    static long product(long a, long b) {
        return a != 0 && b > MOST / a ? MOST : a * b;
    }

    static long sum(long a, long b) {
        return Math.min(MOST, Math.min(MOST, a) + Math.min(MOST, b));
    }
}
