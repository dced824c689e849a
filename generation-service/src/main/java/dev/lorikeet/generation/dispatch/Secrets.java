package dev.lorikeet.generation.dispatch;

/** What only RunPod and we know of an attempt; an input, because it is chance. */
@FunctionalInterface
public interface Secrets {
    /** 256 bits, in letters that an address may hold. */
    String next();
}
