package dev.lorikeet.http;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every refusal: RFC 9457, and beside it what the front end shows.
 *
 * @param detail about this one request, for whoever writes the client
 * @param error the sentence for people
 * @param errors one for each field that is wrong
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(URI type, String title, int status, String detail, String instance,
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean success, String error, String code,
        @Nullable String traceId, List<FieldError> errors) {

    static Problem of(ProblemType type, String sentence, String detail, String path, @Nullable String traceId,
            List<FieldError> errors) {
        return new Problem(type.uri(), type.title(), type.status(), detail, path, false, sentence, type.name(),
                traceId, errors);
    }
}
