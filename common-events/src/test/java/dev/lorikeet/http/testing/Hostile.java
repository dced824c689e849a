package dev.lorikeet.http.testing;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What nobody should send. */
final class Hostile {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** As they stand in an address. */
    static final List<String> SEGMENTS = List.of("%00", "%2F", "%2F..", "..%2F..", "%2e%2e", ".", "..", "%20", "%25",
            "%0d%0a", "%C3%BC", "%F0%9F%A6%9C", "%ff%fe", ";x=1", "a;b", "*", "%7Bid%7D", "null", "-1", "events",
            "upload", "a%5Cb", "%22", "a".repeat(65), "a".repeat(3000), "a%2Fupload", "//", "%3F", "%23");
    static final List<String> QUERIES = List.of("", "%00", "%20", "-1", "0", "201", "99999999999999999999", "NaN",
            "1e9",
            "%F0%9F%A6%9C", "%ff", "ready,ready", ",", "ready,,lost", "AAAA", "e30", "e30%3D%3D", "%7B%7D",
            "eyJhIjpbXX0", "a".repeat(201), "a".repeat(3000), "%24where", "%5B%24gt%5D", ".*", "(", "true", "null");
    /** In ASCII: the client would send a question mark for anything else. */
    static final List<String> HEADERS = List.of("", " ", "-1", "*", "\"", "\"\"", "\"x\"", "W/\"1\"", "\"1\", \"2\"",
            "a".repeat(201), "a".repeat(30_000), "{};", "a\tb", "99999999999999999999", "no blanks", "../..");
    static final List<String> TYPES = List.of("text/plain", "application/xml", "", "garbage", "a/b/c",
            "multipart/form-data", "multipart/form-data; boundary=", "application/json;charset=utf-16",
            "application/json;charset=nonsense", "application/x-www-form-urlencoded", "application/*", "*/*");
    static final List<String> ACCEPTS = List.of("text/html", "application/xml", "garbage", "a/b/c", "*/*", "",
            "text/event-stream", "application/json;q=0", "application/problem+json", "image/*, text/*;q=0.1");
    static final List<String> AUTHORIZATIONS = List.of("", "Bearer", "Bearer ", "Bearer a.b.c", "Bearer a b",
            "Basic a:b",
            "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer " + "a".repeat(6000), "nonsense",
            "Bearer lrk_", "Bearer lrk_x_", "Bearer lrk__" + "0".repeat(64), "Bearer lrk_x_" + "0".repeat(6000));
    static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
            "PROPFIND", "x");
    static final List<String> OTHER_HEADERS = List.of("Range", "Content-Encoding", "X-Forwarded-Host",
            "X-HTTP-Method-Override", "traceparent", "Cookie", "Origin", "Accept-Language", "If-None-Match",
            "X-Workspace-Id", "Idempotency-Key", "If-Match", "Last-Event-ID");
    static final List<String> BODIES = List.of("", " ", "{", "}", "null", "[]", "7", "\"a\"", "{\"a\":", "{} {}",
            "{\"\":1}",
            "{\"fileSize\":1e999}", "{\"fileSize\":NaN}", "{\"a\":1,\"a\":2}", "{'a':1}", "\uFEFF{}", "\u0000",
            "[".repeat(2000), "{\"a\":".repeat(2000), "[" + "1,".repeat(20_000) + "1]",
            "\"" + "a".repeat(400_000) + "\"",
            "{\"workspaces\":{\"\":\"owner\"}}", "{\"tags\":" + "[".repeat(900) + "]".repeat(900) + "}", "--x\r\n");

    private static final List<JsonNode> VALUES = List.of(NODES.nullNode(), NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(0), NODES.numberNode(1.5), NODES.numberNode(Long.MAX_VALUE), NODES.numberNode(1e300),
            NODES.stringNode(""), NODES.stringNode(" "), NODES.stringNode("a".repeat(5000)),
            NODES.stringNode("🦜\u0000\uFFFF"),
            NODES.stringNode("\uD800"), NODES.stringNode("../../etc/passwd"), NODES.stringNode("{\"$gt\":\"\"}"),
            NODES.arrayNode(), NODES.objectNode(), NODES.arrayNode().add(NODES.arrayNode().add(NODES.nullNode())),
            NODES.objectNode().put("$ne", 1));

    private Hostile() {}

    /** A hundred that claim to be keys of machines, and the same of this one. */
    static Stream<String> keys(String id) {
        var random = new Random(id.hashCode());
        return Stream.generate(() -> random.ints(random.nextInt(1, 90), '!', '~' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
                .limit(100)
                .flatMap(text -> Stream.of("lrk_" + text, "lrk_" + id + "_" + text));
    }

    /** The same with one thing wrong, somewhere. */
    static JsonNode mutation(JsonNode body, Random random) {
        if (body instanceof ObjectNode object && !object.isEmpty() && random.nextInt(4) > 0) {
            return inObject(object, random);
        }
        if (body instanceof ArrayNode array && !array.isEmpty() && random.nextInt(4) > 0) {
            int index = random.nextInt(array.size());
            return random.nextBoolean() ? array.deepCopy().add(array.get(index))
                    : array.deepCopy().set(index, mutation(array.get(index), random));
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static JsonNode inObject(ObjectNode object, Random random) {
        var names = List.copyOf(object.propertyNames());
        var name = names.get(random.nextInt(names.size()));
        var other = object.deepCopy();
        switch (random.nextInt(4)) {
            case 0 -> other.remove(name);
            case 1 -> other.set(name + "x", object.get(name));
            default -> other.set(name, mutation(object.get(name), random));
        }
        return other;
    }
}
