package dev.lorikeet.delivery;

import java.util.Map;

/** What a document's lists know of it, without the state. */
public record Listing(String id, Map<String, Object> fields) {}
