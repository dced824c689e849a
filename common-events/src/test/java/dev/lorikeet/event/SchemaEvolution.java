package dev.lorikeet.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/**
 * Compares a released schema with the one that would replace it. A consumer wrote code against the released one, so the
 * new one may only say more: describe better, add optional fields and add words to a vocabulary. A keyword that this
 * class was not taught is a breach, because nobody has thought about what changing it means.
 */
final class SchemaEvolution {
    private static final Set<String> WORDING = Set.of("description", "title");
    /** What is refused or promised by these is the same before and after, or it is another version. */
    private static final Set<String> FIXED = Set.of("$schema", "$id", "$ref", "type", "format", "pattern", "minLength",
            "maxLength", "minimum", "maximum", "minItems", "maxItems", "const");
    private static final Set<String> STRUCTURE = Set.of("properties", "required", "items", "enum", "$defs");

    private final List<String> breaches = new ArrayList<>();

    private SchemaEvolution() {}

    /** One sentence for every change that a consumer could trip over; empty when there is none. */
    static List<String> breaches(JsonNode released, JsonNode current) {
        var evolution = new SchemaEvolution();
        evolution.compare("", released, current);
        return List.copyOf(evolution.breaches);
    }

    private void compare(String path, JsonNode released, JsonNode current) {
        if (!released.isObject() || !current.isObject()) {
            require(released.equals(current), path, "changed from " + released + " to " + current);
            return;
        }
        for (String keyword : keys(released, current)) {
            compareKeyword(path, keyword, released.path(keyword), current.path(keyword));
        }
    }

    private void compareKeyword(String path, String keyword, JsonNode released, JsonNode current) {
        String here = path + "/" + keyword;
        if (FIXED.contains(keyword)) {
            require(released.equals(current), here, "changed from " + shown(released) + " to " + shown(current));
        } else if (STRUCTURE.contains(keyword)) {
            compareStructure(here, keyword, released, current);
        } else {
            require(WORDING.contains(keyword), here, "is a keyword that the evolution rules do not cover");
        }
    }

    private void compareStructure(String here, String keyword, JsonNode released, JsonNode current) {
        switch (keyword) {
            case "properties", "$defs" -> compareMembers(here, released, current);
            case "required" -> require(sorted(released).equals(sorted(current)), here,
                    "changed from " + sorted(released) + " to " + sorted(current));
            case "enum" -> compareVocabulary(here, released, current);
            default -> compareItems(here, released, current);
        }
    }

    private void compareMembers(String here, JsonNode released, JsonNode current) {
        for (String name : keys(released, current)) {
            String member = here + "/" + name;
            if (!released.has(name)) {
                compare(member, current.path(name), current.path(name));
            } else if (current.has(name)) {
                compare(member, released.path(name), current.path(name));
            } else {
                breaches.add(member + " was removed");
            }
        }
    }

    private void compareVocabulary(String here, JsonNode released, JsonNode current) {
        require(!released.isMissingNode() && !current.isMissingNode(), here, "may neither come nor go");
        var gone = sorted(released);
        gone.removeAll(sorted(current));
        require(gone.isEmpty(), here, "lost " + gone);
    }

    private void compareItems(String here, JsonNode released, JsonNode current) {
        if (released.isMissingNode() || current.isMissingNode()) {
            breaches.add(here + " may neither come nor go");
        } else {
            compare(here, released, current);
        }
    }

    private void require(boolean holds, String path, String otherwise) {
        if (!holds) {
            breaches.add(path + " " + otherwise);
        }
    }

    private static Set<String> keys(JsonNode released, JsonNode current) {
        var keys = new TreeSet<>(released.propertyNames());
        keys.addAll(current.propertyNames());
        return keys;
    }

    private static SortedSet<String> sorted(JsonNode words) {
        var sorted = new TreeSet<String>();
        words.forEach(word -> sorted.add(word.toString()));
        return sorted;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
