package dev.lorikeet.lora.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.http.FieldError;
import org.jspecify.annotations.Nullable;

/** Which fields of a description break the limits that everybody who reads our events relies on. */
public final class DescriptionFaults {
    private static final LoraDescription PLAIN = new LoraDescription("x", null, List.of(), List.of(), 1.0, null);

    private static final int MOST_TAGS = 50;

    private DescriptionFaults() {}

    /** Each field for itself, so that the answer names all that are wrong. */
    @SuppressWarnings("NullableOptional") // as in the change itself
    public static List<FieldError> in(DescriptionChange change) {
        var faults = new ArrayList<FieldError>();
        noGaps(faults, "/tags", change.tags());
        noGaps(faults, "/triggerWords", change.triggerWords());
        if (!faults.isEmpty()) {
            return faults; // the limits are for texts
        }
        var name = change.name();
        if (name != null && name.isBlank()) {
            faults.add(new FieldError("/name", "must not be blank"));
        } else {
            check(faults, "/name", new DescriptionChange(name, null, null, null, null, null));
        }
        check(faults, "/description", new DescriptionChange(null, change.text(), null, null, null, null));
        if (change.tags() != null && change.tags().size() > MOST_TAGS) {
            faults.add(new FieldError("/tags", "may hold at most " + MOST_TAGS + " items"));
        }
        check(faults, "/tags", new DescriptionChange(null, null, change.tags(), null, null, null));
        check(faults, "/triggerWords", new DescriptionChange(null, null, null, change.triggerWords(), null, null));
        check(faults, "/defaultWeight", new DescriptionChange(null, null, null, null, change.defaultWeight(), null));
        return faults;
    }

    @SuppressWarnings("ConstantValue") // made by Jackson, from whatever somebody sent
    private static void noGaps(List<FieldError> faults, String pointer, @Nullable List<String> texts) {
        for (int index = 0; texts != null && index < texts.size(); index++) {
            if (texts.get(index) == null) {
                faults.add(new FieldError(pointer + "/" + index, "must not be null"));
            }
        }
    }

    private static void check(List<FieldError> faults, String pointer, DescriptionChange change) {
        broken(change).ifPresent(message -> faults.add(new FieldError(pointer, message)));
    }

    private static Optional<String> broken(DescriptionChange change) {
        try {
            var _ = change.applyTo(PLAIN);
            return Optional.empty();
        } catch (IllegalArgumentException rule) {
            return Optional.of(orNothing(rule.getMessage()));
        }
    }

    private static String orNothing(@Nullable String message) {
        return message == null ? "is not allowed" : message;
    }
}
