/**
 * The local copy of the library. Look-ups: {@link dev.lorikeet.generation.catalogue.Catalogue}. How the copy comes about:
 * {@link dev.lorikeet.generation.catalogue.Copies}; how it is compared with lora-api:
 * {@link dev.lorikeet.generation.catalogue.ShardChecks}; how it is built anew:
 * {@link dev.lorikeet.generation.catalogue.Upkeep}.
 */
@NullMarked
package dev.lorikeet.generation.catalogue;

import org.jspecify.annotations.NullMarked;
