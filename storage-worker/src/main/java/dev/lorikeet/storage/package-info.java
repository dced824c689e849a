/** The keeper of the bucket. Verification starts at {@link dev.lorikeet.storage.verification.Verifications}. */
@NullMarked
package dev.lorikeet.storage;

import org.jspecify.annotations.NullMarked;
