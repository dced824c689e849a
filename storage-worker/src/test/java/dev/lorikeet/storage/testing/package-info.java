/** What the tests of every package need. */
@NullMarked
package dev.lorikeet.storage.testing;

import org.jspecify.annotations.NullMarked;
