package dev.lorikeet.http.access;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the file of keys, a line for each: all of it or nothing. */
final class KeyFile {
    private KeyFile() {}

    /** @throws InvalidKeys with the line and what would be right */
    static Map<String, MachineKey> read(String text, int mostKeys) {
        if (text.isBlank()) {
            throw new InvalidKeys("it is empty; if no key is to count, say so in a line that begins with #");
        }
        var keys = new LinkedHashMap<String, MachineKey>();
        int number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            KeyLine.refuseKeys(number, line);
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(keys, KeyLine.read(number, line), number);
                if (keys.size() > mostKeys) {
                    throw InvalidKeys.inLine(number,
                            "there may be at most " + mostKeys + " keys (lorikeet.access.most-keys)");
                }
            }
        }
        // A line that was cut off could be a wider key than the whole one: without its scopes, without its end.
        if (!text.endsWith("\n")) {
            throw InvalidKeys.inLine(number, "does not end; end it as every line, which tells that the file is whole");
        }
        return Map.copyOf(keys);
    }

    private static void add(Map<String, MachineKey> keys, MachineKey key, int line) {
        if (keys.putIfAbsent(key.id(), key) != null) {
            throw InvalidKeys.inLine(line, "key " + key.id() + " is there twice; the new one needs another id");
        }
    }
}
