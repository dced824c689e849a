package dev.lorikeet.lora.upload;

/** Why a LoRA does not do what it was asked to. */
public enum LoraRefusal {
    NOT_FOUND,
    EXISTS_ALREADY,
    TICKET_EXPIRED,
    NOT_UPLOADED,
    ALREADY_DECIDED,
    /** The message is about an object that this LoRA never had. */
    OTHER_OBJECT
}
