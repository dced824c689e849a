/** From a deletion to the tombstone, and back. Start at {@link dev.lorikeet.lora.deletion.LoraDeletions}. */
@NullMarked
package dev.lorikeet.lora.deletion;

import org.jspecify.annotations.NullMarked;
