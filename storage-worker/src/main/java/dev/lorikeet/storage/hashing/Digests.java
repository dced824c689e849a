package dev.lorikeet.storage.hashing;

import dev.lorikeet.event.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * @param autoV3 of what follows the header; only a safetensors file has one
 */
record Digests(Sha256 sha256, @Nullable Sha256 autoV3) {}
