/** How this service says no: {@link dev.lorikeet.lora.web.LoraProblem}. */
@NullMarked
package dev.lorikeet.lora.web;

import org.jspecify.annotations.NullMarked;
