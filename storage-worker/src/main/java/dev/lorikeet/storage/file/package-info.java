/**
 * What a file of numbers holds, whichever format it is in, and what can be wrong with it. Start at
 * {@link dev.lorikeet.storage.file.TensorFile}.
 */
@NullMarked
package dev.lorikeet.storage.file;

import org.jspecify.annotations.NullMarked;
