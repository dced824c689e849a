package dev.lorikeet.http.access;

/** Which of the two a service is, in a bean of its own: the key of a machine may be for one of them alone. */
public enum Api {
    /** Uploads and the library, which is lora-api. */
    library,
    /** Orders and videos, which is generation-service. */
    generation
}
