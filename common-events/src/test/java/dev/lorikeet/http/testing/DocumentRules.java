package dev.lorikeet.http.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.ProblemType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What no reader of an openapi.yaml would check by hand. Each service has a test that is one of these. */
public abstract class DocumentRules {
    private final Contract contract;
    private final Document document;
    private final Map<String, ProblemType> problems = new HashMap<>();

    /** @param own problems of the service, beside those that any service has */
    protected DocumentRules(Contract contract, ProblemType... own) {
        this.contract = contract;
        this.document = contract.document();
        List.of(CommonProblem.values()).forEach(problem -> problems.put(problem.name(), problem));
        List.of(own).forEach(problem -> problems.put(problem.name(), problem));
    }

    @Test
    void givesExamplesThatFitTheirSchemas() {
        var shown = new ArrayList<JsonNode>();
        walk(document.root(), "", (path, node) -> {
            var schema = node.has("schema") ? node.path("schema") : node;
            var examples = new ArrayList<JsonNode>();
            node.optional("example").ifPresent(examples::add);
            node.path("examples").forEach(example -> examples.add(example.required("value")));
            shown.addAll(examples);
            examples.forEach(example -> assertThat(document.violations(path, schema, example)).isEmpty());
        });
        assertThat(shown).isNotEmpty();
    }

    @Test
    void closesEveryObjectExceptTheContractItself() {
        document.root()
                .at("/components/schemas")
                .propertyStream()
                .forEach(schema -> walk(schema.getValue(),
                        schema.getKey(), (path, node) -> {
                            if (node.has("properties")) {
                                assertThat(node.path("additionalProperties").toString()).as(path).isEqualTo("false");
                            }
                        }));
    }

    @Test
    void refersOnlyToWhatIsThereAndKeepsNothingUnused() {
        var used = new HashSet<String>();
        walk(document.root(), "", (_, node) -> node.optional("$ref").ifPresent(reference -> {
            used.add(reference.asString());
            assertThat(document.resolved(node).isMissingNode()).isFalse();
        }));
        for (var kind : List.of("parameters", "headers", "responses", "schemas")) {
            document.root()
                    .at("/components/" + kind)
                    .propertyNames()
                    .forEach(
                            name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void namesEveryProblemThereIsAndNoOther() {
        assertThat(words(contract.schema("ProblemCode").required("enum")))
                .containsExactlyInAnyOrderElementsOf(problems.keySet());
    }

    @Test
    void givesEachProblemItsStatusAndUsesThemAll() {
        var used = new HashSet<String>();
        var root = document.root();
        contract.operations().forEach(operation -> collect(operation.node().path("responses"), used));
        collect(root.required("x-every-request"), used);
        collect(root.required("x-anything-else"), used);
        assertThat(used).isEqualTo(problems.keySet());
    }

    @Test
    void saysOfEveryProtectedRouteWhatAnyOfThemCanAnswer() {
        assertThat(contract.operations())
                .filteredOn(operation -> operation.template().startsWith("/api/"))
                .allSatisfy(operation -> assertThat(operation.node().required("responses").propertyNames())
                        .contains("401", "403", "429", "500", "503")
                        .containsAll(operation.template().contains("{id}") ? Set.of("400", "404") : Set.of()));
    }

    private void collect(JsonNode responses, Collection<String> used) {
        responses.propertyStream().filter(response -> Integer.parseInt(response.getKey()) >= 400).forEach(response -> {
            var codes = document.resolved(response.getValue())
                    .at("/content/application~1problem+json/schema/properties/code/enum");
            assertThat(words(codes)).isNotEmpty()
                    .allSatisfy(code -> assertThat(problems).containsKey(code)
                            .extractingByKey(code)
                            .extracting(ProblemType::status)
                            .hasToString(response.getKey()));
            used.addAll(words(codes));
        });
    }

    private static List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** What is inside an example is not ours to read. */
    private static void walk(JsonNode node, String path, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject() && !path.endsWith("/properties")) {
            visitor.accept(path, node);
        }
        node.propertyStream()
                .filter(member -> !member.getKey().startsWith("example") || path.endsWith("/properties"))
                .forEach(member -> walk(member.getValue(), path + "/" + member.getKey(), visitor));
        if (node.isArray()) {
            node.forEach(item -> walk(item, path + "/-", visitor));
        }
    }
}
