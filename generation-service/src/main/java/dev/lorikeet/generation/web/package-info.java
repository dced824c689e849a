/** How this service says no: {@link dev.lorikeet.generation.web.GenerationProblem}. */
@NullMarked
package dev.lorikeet.generation.web;

import org.jspecify.annotations.NullMarked;
