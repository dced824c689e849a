/** Jobs. What may be selected is in {@link dev.lorikeet.generation.catalogue.Catalogue}. */
@NullMarked
package dev.lorikeet.generation;

import org.jspecify.annotations.NullMarked;
