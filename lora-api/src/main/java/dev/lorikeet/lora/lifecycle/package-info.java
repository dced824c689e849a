/**
 * What a LoRA can be and what can happen to it. Start at {@link dev.lorikeet.lora.lifecycle.LoraLifeCycle}, which
 * decides; {@link dev.lorikeet.lora.lifecycle.Loras} stores and announces what was decided.
 */
@NullMarked
package dev.lorikeet.lora.lifecycle;

import org.jspecify.annotations.NullMarked;
