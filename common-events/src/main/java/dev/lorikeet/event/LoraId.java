package dev.lorikeet.event;

/** Names one LoRA for ever; never reused. */
public record LoraId(String value) {
    public LoraId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a LoRA id may not be blank");
        }
    }
}
