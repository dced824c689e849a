package dev.lorikeet.storage.file;

import dev.lorikeet.event.Reason;

/** Ends the reading of a file that is not what it has to be. Becomes a {@link Reading.Refused}; never seen outside. */
public final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    private final transient Reason reason;

    /** @param finding a sentence about this very file; what to do about it is added */
    public Unfit(FileFault fault, String finding) {
        super(fault.name(), null, false, false);
        var advice = " " + fault.advice();
        this.reason = new Reason(fault.name(), shortened(finding, LONGEST - advice.length()) + advice);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    public Reason reason() {
        return reason;
    }
}
