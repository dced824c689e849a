/** What a front end asks before anything else. */
@NullMarked
package dev.lorikeet.lora.frontend;

import org.jspecify.annotations.NullMarked;
