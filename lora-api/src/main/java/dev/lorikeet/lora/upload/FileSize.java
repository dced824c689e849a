package dev.lorikeet.lora.upload;

import dev.lorikeet.lora.web.LoraProblem;

/** How long a file is that a client wants to upload. */
record FileSize(long bytes) {

    /** @param largest still allowed */
    static Checked<FileSize> check(long bytes, long largest) {
        if (bytes < 1) {
            return new Checked.Refused<>(LoraProblem.EMPTY_FILE);
        }
        return bytes > largest
                ? new Checked.Refused<>(LoraProblem.FILE_TOO_LARGE)
                : new Checked.Accepted<>(new FileSize(bytes));
    }
}
