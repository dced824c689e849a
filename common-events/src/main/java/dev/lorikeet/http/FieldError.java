package dev.lorikeet.http;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Points at one field of the body or one parameter. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FieldError(String pointer, String message) {}
