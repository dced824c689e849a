package dev.lorikeet.http.testing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** What a running service really takes, whatever its contract says. */
public final class Routes {
    private Routes() {}

    /** Each as in {@code GET /api/lora/{id}}. Two handlers that differ only in the type of the body are one route. */
    public static List<String> of(ApplicationContext service) {
        return mappings(service).flatMap(mapping -> names(mapping, "")).distinct().toList();
    }

    /** The same, with the type of the body where a handler takes one only. */
    public static List<String> withTypes(ApplicationContext service) {
        return mappings(service).flatMap(mapping -> names(mapping, mapping.getConsumesCondition()
                .getConsumableMediaTypes()
                .stream()
                .map(type -> " " + type)
                .collect(Collectors.joining()))).distinct().toList();
    }

    private static Stream<RequestMappingInfo> mappings(ApplicationContext service) {
        return service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream();
    }

    private static Stream<String> names(RequestMappingInfo mapping, String type) {
        var methods = mapping.getMethodsCondition().getMethods();
        assertThat(methods).as("the methods of " + mapping).isNotEmpty();
        return methods.stream()
                .flatMap(method -> mapping.getPatternsCondition()
                        .getPatterns()
                        .stream()
                        .map(pattern -> method + " " + pattern.getPatternString() + type));
    }
}
