/**
 * What videos and pictures can be ordered, as {@code models.yaml} says. Start at
 * {@link dev.lorikeet.generation.models.ModelConfiguration}.
 */
@NullMarked
package dev.lorikeet.generation.models;

import org.jspecify.annotations.NullMarked;
