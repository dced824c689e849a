/**
 * Reads the outline of .safetensors files, and refuses whatever is not exactly that. Start at
 * {@link dev.lorikeet.storage.safetensors.Safetensors}.
 */
@NullMarked
package dev.lorikeet.storage.safetensors;

import org.jspecify.annotations.NullMarked;
