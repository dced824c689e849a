/** What the embedded servers share. All of them together: {@code dev.lorikeet.embedded.platform.EmbeddedPlatform}. */
@NullMarked
package dev.lorikeet.embedded;

import org.jspecify.annotations.NullMarked;
