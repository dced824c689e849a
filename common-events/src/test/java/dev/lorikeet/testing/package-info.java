/** What every module's tests share. Start at {@link dev.lorikeet.testing.ArchitectureRules}. */
@NullMarked
package dev.lorikeet.testing;

import org.jspecify.annotations.NullMarked;
