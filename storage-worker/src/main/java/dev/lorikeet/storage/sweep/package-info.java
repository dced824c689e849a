/**
 * Keeps the bucket and what is known of it the same. Start at {@link dev.lorikeet.storage.sweep.Sweeps}.
 */
@NullMarked
package dev.lorikeet.storage.sweep;

import org.jspecify.annotations.NullMarked;
