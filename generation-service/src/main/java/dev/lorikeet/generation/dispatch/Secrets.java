package dev.lorikeet.generation.dispatch;

import java.util.function.Supplier;

/**
 * What only RunPod and we know of an attempt; an input, because it is chance.
 *
 * @param source of 256 bits each, in letters that an address may hold
 */
public record Secrets(Supplier<String> source) {

    String next() {
        return source.get();
    }
}
