package dev.lorikeet.lora.lifecycle;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.event.CatalogueShards;
import dev.lorikeet.event.Fingerprint;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.lora.lifecycle.Lora.Identity;
import dev.lorikeet.lora.lifecycle.Lora.Missing;
import dev.lorikeet.lora.lifecycle.Lora.Ready;
import org.jspecify.annotations.Nullable;

/** What lists filter and sort by. Whatever came to its end is in no list. */
public final class ListFields {
    /** Where all of them are in a document. */
    public static final String LIST = "list";
    public static final String WORKSPACE = "workspace";
    public static final String STATUS = "status";
    /** Such that every engine sorts it alike. */
    public static final String NAME = "name";
    public static final String SIZE = "fileSize";
    public static final String UPLOADED_AT = "uploadedAt";
    /** The beginning of time for one that was never used, so that every list has one order. */
    public static final String LAST_USED = "lastUsed";
    public static final String BASE_MODEL = "baseModel";
    public static final String EXPERT = "expert";
    public static final String TAGS = "tags";
    /** Of the whole file; absent until it was hashed. */
    public static final String SHA256 = "sha256";
    /** Of the catalogue; of every LoRA that the catalogue has told of, its removal included. */
    public static final String SHARD = "shard";
    /** Of the entry that the catalogue has now. */
    public static final String FINGERPRINT = "fingerprint";
    /** Everything that a search looks at, folded. */
    public static final String TEXT = "text";
    /** No text and no search has one, so that nothing is found across two texts. */
    private static final String BETWEEN_TEXTS = "\u001f";
    private static final int LONGEST_SORTED = 250;
    private static final int LAST_PLAIN = 0xD7FE;

    private ListFields() {}

    static Map<String, Object> of(Lora lora) {
        var fields = new HashMap<>(shown(lora));
        CatalogueEntries.current(lora).ifPresent(entry -> {
            fields.put(SHARD, shard(entry.lora()));
            fields.put(FINGERPRINT, Fingerprint.of(entry).value());
        });
        if (lora instanceof Lora.Deleted(var identity)) {
            fields.put(SHARD, shard(identity.lora()));
        }
        return fields;
    }

    private static String shard(LoraId lora) {
        return CatalogueShards.text(CatalogueShards.of(lora));
    }

    private static Map<String, Object> shown(Lora lora) {
        return switch (lora) {
            case Lora.Uploading(var identity, var description, var _, var _) ->
                fields("uploading", identity, description, null, null, identity.createdAt());
            case Lora.Verifying(var identity, var description, var uploadedAt) ->
                fields("verifying", identity, description, null, null, uploadedAt);
            case Ready ready -> proven("ready", ready);
            case Missing(var was, var _, var _) -> proven("missing", was);
            case Lora.Rejected rejected -> fields("rejected", rejected.identity(), rejected.description(), null, null,
                    rejected.uploadedAt());
            case Lora.Deleting(var was, var _, var _) -> ending("deleting", was);
            case Lora.Discarded(var was, var _) -> ending("discarded", was);
            case Lora.None _,Lora.Abandoned _,Lora.Deleted _ -> Map.of();
        };
    }

    private static Map<String, Object> ending(String status, Lora.Kept was) {
        return switch (was) {
            case Ready ready -> proven(status, ready);
            case Missing(var ready, var _, var _) -> proven(status, ready);
            case Lora.Rejected rejected -> fields(status, rejected.identity(), rejected.description(), null, null,
                    rejected.uploadedAt());
        };
    }

    private static Map<String, Object> proven(String status, Ready ready) {
        var fields = fields(status, ready.identity(), ready.description(), ready.proof().facts(), ready.usage().last(),
                ready.uploadedAt());
        if (ready.proof().sha256() != null) {
            fields.put(SHA256, ready.proof().sha256().value());
        }
        return fields;
    }

    private static Map<String, Object> fields(String status, Identity identity, LoraDescription description,
            @Nullable LoraFacts facts, @Nullable Instant lastUsed, Instant uploadedAt) {
        var fields = new HashMap<String, Object>();
        fields.put(WORKSPACE, identity.workspace().value());
        fields.put(STATUS, status);
        fields.put(NAME, beginning(sortable(folded(description.name()))));
        fields.put(SIZE, identity.expected().size());
        fields.put(UPLOADED_AT, Date.from(uploadedAt));
        fields.put(LAST_USED, Date.from(lastUsed == null ? Instant.EPOCH : lastUsed));
        fields.put(BASE_MODEL, facts == null ? "unknown" : folded(facts.baseModel().family()));
        fields.put(EXPERT, word(expert(description, facts)));
        fields.put(TAGS, description.tags().stream().map(ListFields::folded).distinct().toList());
        fields.put(TEXT, text(identity, description));
        return fields;
    }

    /** The owner's word beats what was found. */
    public static NoiseExpert expert(LoraDescription description, @Nullable LoraFacts facts) {
        if (description.expert() != null) {
            return description.expert();
        }
        return facts == null ? NoiseExpert.UNKNOWN : facts.expert().expert();
    }

    private static String text(Identity identity, LoraDescription description) {
        var words = Stream.of(List.of(description.name(), identity.expected().fileName()), description.tags(),
                description.triggerWords());
        return words.flatMap(List::stream).map(ListFields::folded).collect(Collectors.joining(BETWEEN_TEXTS));
    }

    public static String word(NoiseExpert expert) {
        return expert.name().toLowerCase(Locale.ROOT);
    }

    /**
     * As people compare: whatever the case, and however a keyboard or a file system puts a letter together. Letter by
     * letter, so that a part of a text folds to a part of the folded text.
     */
    public static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What a cursor can carry in an address; the id decides between names that begin alike. */
    private static String beginning(String text) {
        return text.substring(0, text.offsetByCodePoints(0,
                Math.min(LONGEST_SORTED, text.codePointCount(0, text.length()))));
    }

    /** MongoDB compares bytes of UTF-8 and Java units of UTF-16, which differ from the surrogates on. */
    private static String sortable(String text) {
        var sortable = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point <= LAST_PLAIN) {
                sortable.appendCodePoint(point);
            } else {
                sortable.append((char) (LAST_PLAIN + 1))
                        .append((char) (' ' + (point >> 12)))
                        .append((char) (' ' + (point & 0xFFF)));
            }
        });
        return sortable.toString();
    }
}
