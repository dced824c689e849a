package dev.lorikeet.event;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the file says about itself. Untrusted: show it as text, never as HTML or Markdown.
 *
 * @param thumbnail the picture taken out of the file, stored under a key of its own
 */
public record FileTexts(@Nullable String title, @Nullable String author, @Nullable String description,
        @Nullable String licence, List<String> tags, List<String> triggerWords, @Nullable ObjectKey thumbnail) {
    public FileTexts {
        optional("title", title, 300);
        optional("author", author, 300);
        optional("description", description, 4000);
        optional("licence", licence, 300);
        tags = Limits.texts("tags", tags, 100);
        triggerWords = Limits.texts("triggerWords", triggerWords, 200);
    }

    /** For a file that carries no words at all. */
    public static FileTexts none() {
        return new FileTexts(null, null, null, null, List.of(), List.of(), null);
    }

    private static void optional(String what, @Nullable String value, int most) {
        if (value != null) {
            Limits.text(what, value, most);
        }
    }
}
