package dev.lorikeet.event;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

final class SchemaEvolutionTest {
    private static final String RELEASED = """
            {
              "$id": "https://example.org/a.json",
              "description": "An apple.",
              "type": "object",
              "properties": {
                "id": {"type": "string", "pattern": "^a$", "minLength": 1},
                "size": {"type": "integer", "minimum": 1},
                "sort": {"type": "string", "enum": ["red", "green"]},
                "owner": {"$ref": "#/$defs/owner"},
                "spots": {"type": "array", "items": {"type": "string", "maxLength": 9}, "maxItems": 3}
              },
              "required": ["id", "sort"],
              "$defs": {
                "owner": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
              }
            }
            """;

    @Test
    void theSameAgainIsNoBreach() {
        assertThat(SchemaEvolution.breaches(read(RELEASED), read(RELEASED))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "an optional field    | \"size\": {       | \"taste\": {\"type\": \"string\", \"maxLength\": 4}, \"size\": {",
            "a nested one         | {\"name\": {      | {\"nick\": {\"type\": \"string\"}, \"name\": {",
            "a definition         | \"owner\": {\"type\" | \"tree\": {\"type\": \"string\"}, \"owner\": {\"type\"",
            "a better description | An apple.         | A fruit.",
            "a description         | \"minLength\": 1    | \"minLength\": 1, \"description\": \"Names it.\"",
            "another word         | \"green\"]        | \"green\", \"yellow\"]",
            "another order        | [\"id\", \"sort\"] | [\"sort\", \"id\"]"})
    void mayBeAdded(String what, String before, String after) {
        assertThat(changed(before, after)).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "a field goes          | \"size\": {\"type\": \"integer\", \"minimum\": 1}, | | /properties/size was removed",
            "a field is renamed    | \"size\": {          | \"weight\": {         | /properties/size was removed",
            "a nested field goes   | {\"name\": {\"type\": \"string\"}} | {} | /$defs/owner/properties/name was removed",
            "a definition goes     | \"owner\": {\"type\" | \"holder\": {\"type\" | /$defs/owner was removed",
            "a field is required   | [\"id\", \"sort\"]   | [\"id\", \"size\", \"sort\"] | /required changed",
            "a field is no longer  | [\"id\", \"sort\"]   | [\"id\"]              | /required changed",
            "a required one is new | [\"name\"]           | [\"name\", \"mail\"]  | /$defs/owner/required changed",
            "the type is narrowed  | {\"type\": \"object\", \"properties\": {\"name\" | {\"type\": \"string\", \"properties\": {\"name\" | /$defs/owner/type changed",
            "the type is widened   | \"integer\"          | [\"integer\", \"null\"] | /properties/size/type changed",
            "another number type   | \"integer\"          | \"number\"            | /properties/size/type changed",
            "a word goes           | [\"red\", \"green\"] | [\"red\"]             | /properties/sort/enum lost [~green~]",
            "a vocabulary comes    | \"minLength\": 1     | \"enum\": [\"a\"], \"minLength\": 1 | /properties/id/enum may neither come nor go",
            "a vocabulary goes     | , \"enum\": [\"red\", \"green\"] | | /properties/sort/enum may neither come nor go",
            "a text is capped      | \"minLength\": 1     | \"minLength\": 1, \"maxLength\": 5 | /properties/id/maxLength changed from nothing to 5",
            "a cap is lowered      | \"maxLength\": 9     | \"maxLength\": 8      | /properties/spots/items/maxLength changed from 9 to 8",
            "a cap is raised       | \"maxItems\": 3      | \"maxItems\": 4       | /properties/spots/maxItems changed from 3 to 4",
            "a bound goes          | , \"minimum\": 1     |                       | /properties/size/minimum changed from 1 to nothing",
            "a pattern changes     | ^a$                  | ^b$                   | /properties/id/pattern changed",
            "a format comes        | \"minLength\": 1     | \"minLength\": 1, \"format\": \"uri\" | /properties/id/format changed",
            "the items go          | \"items\": {\"type\": \"string\", \"maxLength\": 9}, | | /properties/spots/items may neither come nor go",
            "a reference turns     | #/$defs/owner        | #/$defs/tree          | /properties/owner/$ref changed",
            "the name changes      | a.json               | b.json                | /$id changed",
            "it closes             | \"required\": [\"id\" | \"additionalProperties\": false, \"required\": [\"id\" | /additionalProperties is a keyword",
            "an untaught keyword   | \"size\": {          | \"taste\": {\"not\": {}}, \"size\": { | /properties/taste/not is a keyword"})
    void mayNotHappen(String what, String before, @Nullable String after, String breach) {
        var breaches = changed(before, after == null ? "" : after);
        assertThat(breaches).as(what).anySatisfy(each -> assertThat(each).startsWith(breach.replace('~', '"')));
    }

    private static List<String> changed(String before, String after) {
        assertThat(RELEASED).containsOnlyOnce(before);
        return SchemaEvolution.breaches(read(RELEASED), read(RELEASED.replace(before, after)));
    }

    private static JsonNode read(String schema) {
        return Contract.JSON.readTree(schema);
    }
}
