package dev.lorikeet.http;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Which field of a JSON body is wrong, in words that do not show our classes. */
final class BodyFaults {
    private BodyFaults() {}

    static List<FieldError> in(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> List.of();
            case UnrecognizedPropertyException unknown -> fault(unknown, "is not a field of this request");
            case ValueInstantiationException broken when broken.getCause() instanceof IllegalArgumentException rule ->
                fault(broken, Objects.requireNonNullElse(rule.getMessage(), "is not allowed"));
            case DatabindException mismatch -> fault(mismatch, "has the wrong type, or a value that is not allowed");
            case StreamReadException broken -> fault(broken, "is not valid JSON");
            default -> in(failure.getCause());
        };
    }

    private static List<FieldError> fault(JacksonException fault, String message) {
        var pointer = fault.getPath()
                .stream()
                .map(step -> "/" + (step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()))
                .collect(Collectors.joining());
        return List.of(new FieldError(pointer, message));
    }
}
