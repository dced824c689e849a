package dev.lorikeet.event;

import java.util.regex.Pattern;

/**
 * Why something was refused or failed.
 *
 * @param code stable, for programs
 * @param message one sentence for a person; its wording may change
 */
public record Reason(String code, String message) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public Reason {
        Limits.matches("code", code, CODE);
        Limits.text("message", message, 1000);
    }
}
