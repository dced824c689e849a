/**
 * From a ticket to a LoRA that can be used. Start at {@link dev.lorikeet.lora.upload.LoraUploads}; the rules are in
 * {@link dev.lorikeet.lora.upload.LoraLifeCycle}.
 */
@NullMarked
package dev.lorikeet.lora.upload;

import org.jspecify.annotations.NullMarked;
