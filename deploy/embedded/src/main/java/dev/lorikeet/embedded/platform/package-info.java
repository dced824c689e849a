/** All servers over one directory. Start at {@link dev.lorikeet.embedded.platform.EmbeddedPlatform}. */
@NullMarked
package dev.lorikeet.embedded.platform;

import org.jspecify.annotations.NullMarked;
