package dev.lorikeet.lora;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.lora.contract.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service does is what openapi.yaml says, and nothing of it is missing. */
final class RoutesAreDescribedIT {

    @Test
    void hasExactlyTheRoutesOfTheContract(@TempDir Path data) {
        try (var api = RunningLoraApi.start(data)) {
            assertThat(routes(api.context())).containsExactlyInAnyOrderElementsOf(Contract.ofLoraApi().routes());
        }
    }

    /** Two handlers that differ only in the type of the body are one route. */
    private static List<String> routes(ApplicationContext context) {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(RoutesAreDescribedIT::routes)
                .distinct()
                .toList();
    }

    private static Stream<String> routes(RequestMappingInfo mapping) {
        Collection<?> methods = mapping.getMethodsCondition().getMethods();
        assertThat(methods).as("the methods of " + mapping).isNotEmpty();
        return mapping.getPatternsCondition()
                .getPatterns()
                .stream()
                .flatMap(path -> methods.stream().map(method -> method + " " + path));
    }
}
