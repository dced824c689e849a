/** The keeper of the bucket. What it does when is told by {@link dev.lorikeet.storage.LoraEventsConsumer}. */
@NullMarked
package dev.lorikeet.storage;

import org.jspecify.annotations.NullMarked;
