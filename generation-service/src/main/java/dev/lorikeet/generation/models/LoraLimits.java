package dev.lorikeet.generation.models;

/**
 * How many LoRAs a model takes, and how strong.
 *
 * @param most in one order
 * @param step of the slider; any weight between the bounds is taken
 * @param standard for a LoRA whose owner names no other
 * @param strong weights above are warned about
 */
public record LoraLimits(int most, double lightest, double heaviest, double step, double standard, double strong) {}
