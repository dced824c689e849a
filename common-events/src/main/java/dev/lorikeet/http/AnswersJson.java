package dev.lorikeet.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A controller whose answers are JSON. Who cannot read that is refused before anything is done; without it Spring would
 * do what was asked first, and answer in any type that some writer knows.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
public @interface AnswersJson {}
