package dev.lorikeet.http.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;

/**
 * One line of the file of keys, as in {@code nightly sha256=… workspaces=film:editor scopes=library expires=2027-06-30}.
 */
final class KeyLine {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
    private static final List<String> NAMES = List.of("sha256", "workspaces", "scopes", "expires");

    private final int number;
    private final String id;
    private final Map<String, String> values = new HashMap<>();

    private KeyLine(int number, String id) {
        this.number = number;
        this.id = id;
    }

    /** Nor in a comment. */
    static void refuseKeys(int number, String line) {
        if (MachineKey.KEY.matcher(line).find()) {
            throw InvalidKeys.inLine(number, "holds a key itself, which others may have read by now; draw another one"
                    + " and put its SHA-256 here");
        }
    }

    static MachineKey read(int number, String line) {
        var words = List.of(line.split("\\s+"));
        if (!ID.matcher(words.getFirst()).matches()) {
            throw InvalidKeys.inLine(number, "must begin with the id of a key, of at most 40 of a-z, 0-9 and -");
        }
        var read = new KeyLine(number, words.getFirst());
        words.stream().skip(1).forEach(read::take);
        return new MachineKey(read.id, read.sha256(), read.workspaces(), read.scopes(), read.expires());
    }

    private void take(String word) {
        var parts = word.split("=", 2);
        if (parts.length < 2 || !NAMES.contains(parts[0])) {
            throw wrong("takes " + String.join("=, ", NAMES) + "= and nothing else");
        }
        if (values.putIfAbsent(parts[0], parts[1]) != null) {
            throw wrong("says " + parts[0] + " twice");
        }
    }

    private InvalidKeys wrong(String sentence) {
        return InvalidKeys.inLine(number, "key " + id + " " + sentence);
    }

    private Sha256 sha256() {
        try {
            return new Sha256(values.getOrDefault("sha256", ""));
        } catch (IllegalArgumentException notOne) {
            throw wrong("needs sha256= with the SHA-256 of the whole key in 64 digits of 0-9 and a-f");
        }
    }

    private Map<WorkspaceId, Role> workspaces() {
        var roles = new HashMap<WorkspaceId, Role>();
        for (var entry : values.getOrDefault("workspaces", "").split(",", -1)) {
            try {
                var parts = entry.split(":", -1);
                if (parts.length != 2
                        || roles.putIfAbsent(new WorkspaceId(parts[0]), Role.valueOf(parts[1])) != null) {
                    throw new IllegalArgumentException("no pair, or the second for its workspace");
                }
            } catch (IllegalArgumentException notOne) {
                throw wrong(
                        "needs workspaces= with pairs as in film:editor,music:viewer, each workspace once; a role is"
                                + " owner, editor or viewer");
            }
        }
        return roles;
    }

    /** Without any it is for all of Lorikeet. */
    private Set<Api> scopes() {
        var scopes = EnumSet.noneOf(Api.class);
        if (!values.containsKey("scopes")) {
            return EnumSet.allOf(Api.class);
        }
        for (var name : values.getOrDefault("scopes", "").split(",", -1)) {
            try {
                scopes.add(Api.valueOf(name));
            } catch (IllegalArgumentException notOne) {
                throw wrong("has a scope that is neither library nor generation");
            }
        }
        return scopes;
    }

    private Instant expires() {
        var text = values.getOrDefault("expires", "");
        if (!values.containsKey("expires")) {
            return Instant.MAX;
        }
        try {
            return text.contains("T") ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notOne) {
            throw wrong("needs expires= with a day as in 2027-06-30, which begins at UTC's midnight, or a time as in"
                    + " 2027-06-30T18:00:00Z");
        }
    }
}
