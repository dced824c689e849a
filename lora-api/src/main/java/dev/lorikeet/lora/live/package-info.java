/**
 * What changes in a library, as it happens, for browsers that have it open. Start at
 * {@link dev.lorikeet.lora.live.LoraChange}.
 */
@NullMarked
package dev.lorikeet.lora.live;

import org.jspecify.annotations.NullMarked;
