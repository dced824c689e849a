package dev.lorikeet.lora.upload;

import java.util.List;

import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.web.LoraProblem;
import org.springframework.util.unit.DataSize;

/** How long a file is that a client wants to upload. */
record FileSize(long bytes) {
    private static final long STEP = 1024;
    private static final List<String> UNITS = List.of(" bytes", "KB", "MB", "GB", "TB");

    /** @param largest still allowed */
    static Checked<FileSize> check(long bytes, long largest) {
        if (bytes < 1) {
            return new Checked.Refused<>(LoraProblem.EMPTY_FILE);
        }
        return bytes > largest
                ? new Checked.Refused<>(LoraProblem.FILE_TOO_LARGE)
                : new Checked.Accepted<>(new FileSize(bytes));
    }

    /** The sentence of the documents, with the limit that is configured here. */
    static Refused tooLarge(DataSize largest) {
        return Refused.saying(LoraProblem.FILE_TOO_LARGE, "File size exceeds " + text(largest.toBytes()) + " limit",
                "A file may have " + largest.toBytes() + " bytes.");
    }

    /** Exactly, in the largest unit in which it is a whole number. */
    static String text(long bytes) {
        int unit = 0;
        long value = bytes;
        while (unit < UNITS.size() - 1 && value >= STEP && value % STEP == 0) {
            value /= STEP;
            unit++;
        }
        return value + UNITS.get(unit);
    }
}
