/**
 * Whether an uploaded object is what it claims to be. Start at
 * {@link dev.lorikeet.storage.verification.Verifications}.
 */
@NullMarked
package dev.lorikeet.storage.verification;

import org.jspecify.annotations.NullMarked;
