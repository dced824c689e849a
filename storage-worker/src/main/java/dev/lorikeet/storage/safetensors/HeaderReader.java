package dev.lorikeet.storage.safetensors;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a header token by token: it may be megabytes of hostile JSON, and a tree of it would take ten times that. It is
 * decoded first, because a parser that is given bytes guesses their encoding and skips a byte order mark.
 */
final class HeaderReader {
    private static final String METADATA = "__metadata__";
    /** What is made of each takes ten times what it takes in the header. */
    static final int MOST_TENSORS = 20_000;
    private static final int LONGEST_NAME = 1_000;
    /** Texts are as long as the header lets them be; numbers have twenty digits at most, and nothing nests deeply. */
    private static final StreamReadConstraints NO_DEEPER = StreamReadConstraints.builder()
            .maxNestingDepth(4)
            .maxNumberLength(20)
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    /** Names are not kept from one file to the next. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(NO_DEEPER)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final JsonParser json;
    private final int keptMetadata;
    private final Set<String> names = new HashSet<>();
    private final List<Slot> slots = new ArrayList<>();
    private Map<String, String> metadata = Map.of();

    private HeaderReader(JsonParser json, int keptMetadata) {
        this.json = json;
        this.keptMetadata = keptMetadata;
    }

    /** @param keptMetadata so many characters of the metadata are kept */
    static Header read(ByteBuffer header, int keptMetadata) {
        var text = decoded(header);
        try (var json = JSON.createParser(ObjectReadContext.empty(), text.array(), text.arrayOffset(), text.length())) {
            return new HeaderReader(json, keptMetadata).header();
        } catch (JacksonException notJson) {
            throw new Unfit(FileFault.INVALID_JSON, "The header of this .safetensors file is not valid JSON"
                    + near(notJson.getLocation()) + ".");
        }
    }

    private static String near(@Nullable TokenStreamLocation location) {
        return location == null || location.getCharOffset() < 0 ? "" : " near character " + location.getCharOffset();
    }

    private static CharBuffer decoded(ByteBuffer header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header);
        } catch (CharacterCodingException malformed) {
            throw new Unfit(FileFault.INVALID_UTF8, "The header of this .safetensors file is not valid UTF-8.");
        }
    }

    private Header header() {
        Tokens.expect(json.nextToken(), JsonToken.START_OBJECT, () -> "the beginning");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            property(Tokens.unbroken(json.currentName()));
        }
        if (json.nextToken() != null) {
            throw new Unfit(FileFault.INVALID_JSON, "Something follows the header of this .safetensors file.");
        }
        return new Header(slots, metadata);
    }

    private void property(String name) {
        if (!names.add(name)) {
            throw new Unfit(FileFault.DUPLICATE_KEY, "The header of this .safetensors file lists " + Quoted.name(name)
                    + " twice.");
        }
        json.nextToken();
        if (METADATA.equals(name)) {
            metadata = MetadataReader.read(json, keptMetadata);
        } else {
            if (slots.size() == MOST_TENSORS) {
                throw new Unfit(FileFault.HEADER_OVER_POLICY, "The header of this .safetensors file lists more than "
                        + MOST_TENSORS + " tensors, which no LoRA has.");
            }
            slots.add(SlotReader.read(json, checked(name)));
        }
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new Unfit(FileFault.INVALID_NAME, name.isEmpty()
                    ? "This .safetensors file has a tensor without a name."
                    : "This .safetensors file has a tensor whose name is too long or has control characters in it: "
                            + Quoted.name(name) + ".");
        }
        return name;
    }
}
