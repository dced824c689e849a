/**
 * Who may see a LoRA: {@link dev.lorikeet.lora.access.LoraAccess}. The issuer in
 * {@link dev.lorikeet.lora.access.LocalTokenController} exists only where no real one is configured.
 */
@NullMarked
package dev.lorikeet.lora.access;

import org.jspecify.annotations.NullMarked;
