package dev.lorikeet.lora.advice;

import java.util.Locale;

/** What is looked at. */
enum Check {
    /** Whether pages may put files into the bucket. */
    CORS,
    /** Whether nobody but us gets in. */
    PUBLIC,
    /** Whether what uploads have left behind is removed. */
    UPLOADS,
    /** Whether no rule takes LoRAs away. */
    EXPIRY,
    /** Whether what is removed is gone. */
    VERSIONS;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
