/** How often LoRAs are used. Start at {@link dev.lorikeet.lora.usage.GenerationEventsConsumer}. */
@NullMarked
package dev.lorikeet.lora.usage;

import org.jspecify.annotations.NullMarked;
