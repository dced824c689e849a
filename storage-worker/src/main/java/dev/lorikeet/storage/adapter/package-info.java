/**
 * What the numbers of a sound file are for: which kind of adapter, for which model, and what its author says about it.
 * Start at {@link dev.lorikeet.storage.adapter.Adapters}.
 */
@NullMarked
package dev.lorikeet.storage.adapter;

import org.jspecify.annotations.NullMarked;
