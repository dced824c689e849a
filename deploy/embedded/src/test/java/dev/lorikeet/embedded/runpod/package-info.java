/** Tests of the stand-in; the numbers in them are those of the list of what it must reproduce. */
@NullMarked
package dev.lorikeet.embedded.runpod;

import org.jspecify.annotations.NullMarked;
