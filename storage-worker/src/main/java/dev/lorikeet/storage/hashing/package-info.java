/** The digests of objects, which take a full read. Start at {@link dev.lorikeet.storage.hashing.Hashings}. */
@NullMarked
package dev.lorikeet.storage.hashing;

import org.jspecify.annotations.NullMarked;
