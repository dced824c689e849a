package dev.lorikeet.storage.safetensors;

import java.util.List;

import dev.lorikeet.storage.file.DType;

/**
 * One tensor as the header lists it, true or not. All numbers are unsigned, as the format has them.
 *
 * @param begin where its bytes begin, counted from the end of the header
 * @param end behind its last byte
 */
record Slot(String name, DType dtype, List<Long> shape, long begin, long end) {}
