package dev.lorikeet.lora.live;

/**
 * Up to where a client has been told of changes, in words that any instance understands. What a client sends may be
 * anything; what cannot be read only costs it a {@link Change.Reset}.
 */
public record LastEventId(String text) {}
