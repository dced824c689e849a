/** How this service says no. Start at {@link dev.lorikeet.lora.web.ProblemType}. */
@NullMarked
package dev.lorikeet.lora.web;

import org.jspecify.annotations.NullMarked;
