package dev.lorikeet.storage.file;

/**
 * Every way in which a stored file can turn out not to be a LoRA we can use. The names are codes for programs and never
 * change; each has a page in {@code docs/problems}.
 */
public enum FileFault {
    // The file as a whole.
    TRUNCATED(Advice.SEND_AGAIN),
    SIZE_MISMATCH(Advice.SEND_AGAIN),
    EXTENSION_MISMATCH("Please give it the extension of what it is, if that is .safetensors or .ckpt."),
    UNSUPPORTED_CONTAINER(Advice.SAVE_AS_SAFETENSORS),
    POLYGLOT_SUSPECT(Advice.SAVE_AS_SAFETENSORS),
    CKPT_NOT_ACCEPTED(Advice.SAVE_AS_SAFETENSORS),
    CHANGED_DURING_SCAN(Advice.SEND_AGAIN),
    UNREADABLE(Advice.SAVE_AS_SAFETENSORS),
    MALWARE_FOUND("Please do not use this file, and tell whoever gave it to you."),

    // The header of a .safetensors file.
    HEADER_TOO_SMALL(Advice.SEND_AGAIN),
    HEADER_TOO_LARGE(Advice.SAVE_AGAIN),
    HEADER_OVER_POLICY("Please save it again with less metadata."),
    INVALID_HEADER_LENGTH(Advice.SEND_AGAIN),
    INVALID_UTF8(Advice.SAVE_AGAIN),
    INVALID_JSON(Advice.SAVE_AGAIN),
    DUPLICATE_KEY(Advice.SAVE_AGAIN),
    UNKNOWN_FIELD(Advice.SAVE_AGAIN),
    UNKNOWN_DTYPE("Please save it again as BF16, F16 or F32."),
    INVALID_METADATA(Advice.SAVE_AGAIN),
    INVALID_NAME(Advice.SAVE_AGAIN),
    TOO_MANY_DIMENSIONS(Advice.SAVE_AGAIN),
    INVALID_OFFSET(Advice.SAVE_AGAIN),
    VALIDATION_OVERFLOW(Advice.SAVE_AGAIN),
    MISALIGNED(Advice.SAVE_AGAIN),
    SHAPE_SIZE_MISMATCH(Advice.SAVE_AGAIN),
    INCOMPLETE_BUFFER(Advice.SEND_AGAIN),
    NO_TENSORS(Advice.SAVE_AGAIN),

    // The archive and the pickle of a .ckpt file.
    ZIP_STRUCTURE(Advice.SAVE_AS_SAFETENSORS),
    ZIP_ENTRY_NAME(Advice.SAVE_AS_SAFETENSORS),
    ZIP_FLAGS(Advice.SAVE_AS_SAFETENSORS),
    ZIP_COMPRESSED(Advice.SAVE_AS_SAFETENSORS),
    ZIP_OVERLAP_OR_GAP(Advice.SAVE_AS_SAFETENSORS),
    ZIP_LOCAL_CENTRAL_MISMATCH(Advice.SAVE_AS_SAFETENSORS),
    PICKLE_PROTOCOL(Advice.SAVE_AS_SAFETENSORS),
    PICKLE_OPCODE(Advice.DISTRUST),
    PICKLE_GLOBAL(Advice.DISTRUST),
    PICKLE_CALL(Advice.DISTRUST),
    PICKLE_TRAILING_DATA(Advice.DISTRUST),
    PICKLE_LIMIT(Advice.SAVE_AS_SAFETENSORS),
    STORAGE_MISMATCH(Advice.SAVE_AS_SAFETENSORS),
    TENSOR_OUT_OF_STORAGE(Advice.DISTRUST),
    NOT_A_STATE_DICT(Advice.SAVE_AS_SAFETENSORS),

    // What the numbers are for.
    NOT_A_LORA("Please upload a LoRA; whole models are not stored here."),
    BROKEN_PAIR(Advice.SAVE_AGAIN),
    INCONSISTENT_RANK(Advice.SAVE_AGAIN);

    private final String advice;

    FileFault(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    private static final class Advice {
        private static final String SEND_AGAIN = "Please check the file on your side and upload it again.";
        private static final String SAVE_AGAIN = "Please save it again with the trainer or tool it comes from, and upload that.";
        private static final String SAVE_AS_SAFETENSORS = "Please save it as .safetensors and upload that.";
        private static final String DISTRUST = "Please do not open this file; ask its author for a .safetensors version.";
    }
}
