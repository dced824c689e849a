/**
 * The library as people see it: lists, one LoRA, what may be edited. Start at
 * {@link dev.lorikeet.lora.library.LibraryController}.
 */
@NullMarked
package dev.lorikeet.lora.library;

import org.jspecify.annotations.NullMarked;
