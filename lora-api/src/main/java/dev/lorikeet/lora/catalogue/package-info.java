/**
 * Tells those who copy the catalogue what their copies must come to, and tells a part of it once more when a copy differs.
 * Start at {@link dev.lorikeet.lora.catalogue.Shards}.
 */
@NullMarked
package dev.lorikeet.lora.catalogue;

import org.jspecify.annotations.NullMarked;
