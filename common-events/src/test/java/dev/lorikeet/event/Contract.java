package dev.lorikeet.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lorikeet.event.EventCatalogue.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The files of the contract as tests read them, and a validator that is not ours. */
final class Contract {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contract() {}

    /** Every record that can travel, found from the sealed root and not from the catalogue. */
    static List<Class<?>> eventRecords() {
        return leavesOf(DomainEvent.class).toList();
    }

    private static Stream<Class<?>> leavesOf(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(Contract::leavesOf) : Stream.of(type);
    }

    static JsonNode schema(Row row) {
        return JSON.readTree(resource(row.schema()));
    }

    static String example(Row row, String name) {
        return resource("/examples/" + row.type() + "/" + name + ".json");
    }

    static List<Error> violations(Row row, String body) {
        return REGISTRY.getSchema(schema(row))
                .validate(JSON.readTree(body),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    static String resource(String path) {
        try (var stream = Contract.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path + " is missing").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
