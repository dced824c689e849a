/**
 * Whether an order can work, before it costs anything. Start at
 * {@link dev.lorikeet.generation.selection.Selection}.
 */
@NullMarked
package dev.lorikeet.generation.selection;

import org.jspecify.annotations.NullMarked;
