/** The local copy of the library. Start at {@link dev.lorikeet.generation.catalogue.Catalogue}. */
@NullMarked
package dev.lorikeet.generation.catalogue;

import org.jspecify.annotations.NullMarked;
