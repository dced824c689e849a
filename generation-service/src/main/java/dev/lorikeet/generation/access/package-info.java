/** Who may do what. */
@NullMarked
package dev.lorikeet.generation.access;

import org.jspecify.annotations.NullMarked;
