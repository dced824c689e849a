/** How an object leaves the bucket. Start at {@link dev.lorikeet.storage.removal.Removals}. */
@NullMarked
package dev.lorikeet.storage.removal;

import org.jspecify.annotations.NullMarked;
