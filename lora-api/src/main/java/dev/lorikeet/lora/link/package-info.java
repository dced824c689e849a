/**
 * LoRAs that are added by their address: an ordinary upload whose bytes we bring ourselves. Start at
 * {@link dev.lorikeet.lora.link.LinkImports}; who may be asked is in {@link dev.lorikeet.lora.link.LinkSource}.
 */
@NullMarked
package dev.lorikeet.lora.link;

import org.jspecify.annotations.NullMarked;
