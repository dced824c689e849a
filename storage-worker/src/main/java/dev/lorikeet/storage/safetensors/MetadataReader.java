package dev.lorikeet.storage.safetensors;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The words of whoever wrote the file: texts with names. All are checked, and as many are kept as there is room for. */
final class MetadataReader {
    static final int MOST_KEYS = 20_000;

    private final JsonParser json;
    private final Set<String> keys = new HashSet<>();
    private final Map<String, String> kept = new HashMap<>();
    private int room;

    private MetadataReader(JsonParser json, int room) {
        this.json = json;
        this.room = room;
    }

    /** @param room in characters, for keys and values together */
    static Map<String, String> read(JsonParser json, int room) {
        return switch (json.currentToken()) {
            case VALUE_NULL -> Map.of();
            case START_OBJECT -> new MetadataReader(json, room).entries();
            default -> throw new Unfit(FileFault.INVALID_METADATA,
                    "The metadata of this .safetensors file is not a list of named texts.");
        };
    }

    private Map<String, String> entries() {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            entry(Tokens.unbroken(json.currentName()));
        }
        return kept;
    }

    private void entry(String key) {
        if (!keys.add(key)) {
            throw new Unfit(FileFault.DUPLICATE_KEY, "The metadata of this .safetensors file has two values for "
                    + Quoted.name(key) + ".");
        }
        if (keys.size() > MOST_KEYS) {
            throw new Unfit(FileFault.HEADER_OVER_POLICY, "The metadata of this .safetensors file has more than "
                    + MOST_KEYS + " entries.");
        }
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw new Unfit(FileFault.INVALID_METADATA, "The value of " + Quoted.name(key)
                    + " in the metadata of this .safetensors file is not a text.");
        }
        var value = Tokens.unbroken(json.getString());
        if (key.length() + value.length() <= room) {
            kept.put(key, value);
            room -= key.length() + value.length();
        }
    }
}
