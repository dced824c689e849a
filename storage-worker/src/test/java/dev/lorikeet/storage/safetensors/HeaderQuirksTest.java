package dev.lorikeet.storage.safetensors;

import java.util.stream.Stream;

import dev.lorikeet.storage.file.FileFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.storage.file.FileFault.DUPLICATE_KEY;
import static dev.lorikeet.storage.file.FileFault.HEADER_TOO_LARGE;
import static dev.lorikeet.storage.file.FileFault.INVALID_HEADER_LENGTH;
import static dev.lorikeet.storage.file.FileFault.INVALID_JSON;
import static dev.lorikeet.storage.file.FileFault.INVALID_METADATA;
import static dev.lorikeet.storage.file.FileFault.INVALID_NAME;
import static dev.lorikeet.storage.file.FileFault.INVALID_UTF8;
import static dev.lorikeet.storage.file.FileFault.NO_TENSORS;
import static dev.lorikeet.storage.file.FileFault.TOO_MANY_DIMENSIONS;
import static dev.lorikeet.storage.file.FileFault.UNKNOWN_DTYPE;
import static dev.lorikeet.storage.file.FileFault.UNKNOWN_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What JSON lets one write and this format does not, the parser lets pass and we must not, or the format's own library
 * lets pass and we do not.
 */
final class HeaderQuirksTest {
    private static final String SOUND = "{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0,16]}";
    private static final String EMPTY = "{\"dtype\":\"I32\",\"shape\":[0],\"data_offsets\":[0,0]}";

    static Stream<Refusal> names() {
        return Stream.of(
                header("a tensor twice, at the same place", "{'a':" + SOUND + ",'a':" + SOUND + "}", DUPLICATE_KEY),
                header("a tensor twice, at different places", "{'a':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},"
                        + "'a':{'dtype':'U8','shape':[8],'data_offsets':[8,16]}}", DUPLICATE_KEY),
                header("a tensor twice, once empty", "{'a':" + EMPTY + ",'a':" + SOUND + "}", DUPLICATE_KEY),
                header("a tensor twice, once escaped", "{'a':" + SOUND + ",'\\u0061':" + EMPTY + "}", DUPLICATE_KEY),
                header("metadata twice", "{'__metadata__':{},'__metadata__':{},'a':" + SOUND + "}", DUPLICATE_KEY),
                header("metadata twice, once escaped", "{'__metadata__':{},'\\u005f_metadata__':{},'a':" + SOUND + "}",
                        DUPLICATE_KEY),
                metadata("a key of the metadata twice", "{'k':'v','k':'w'}", DUPLICATE_KEY),
                metadata("a key of the metadata twice, once escaped", "{'k':'v','\\u006b':'v'}", DUPLICATE_KEY),
                entry("a type twice", "{'dtype':'I32','dtype':'I32','shape':[2,2],'data_offsets':[0,16]}",
                        DUPLICATE_KEY),
                entry("a shape twice", "{'dtype':'I32','shape':[2,2],'shape':[2,2],'data_offsets':[0,16]}",
                        DUPLICATE_KEY),
                entry("offsets twice", "{'dtype':'I32','shape':[2,2],'data_offsets':[0,16],'data_offsets':[0,16]}",
                        DUPLICATE_KEY),
                header("a tensor without a name", "{'':" + SOUND + "}", INVALID_NAME),
                header("a name with a NUL", "{'a\\u0000b':" + SOUND + "}", INVALID_NAME),
                header("a name with a line break", "{'a\\nb':" + SOUND + "}", INVALID_NAME),
                header("a name longer than a page", "{'" + "a".repeat(1_001) + "':" + SOUND + "}", INVALID_NAME));
    }

    static Stream<Refusal> entries() {
        return Stream.of(
                entry("a field that nobody knows", "{'dtype':'I32','shape':[2,2],'data_offsets':[0,16],'more':'x'}",
                        UNKNOWN_FIELD),
                entry("a tensor as an array", "['I32',[2,2],[0,16]]", INVALID_JSON),
                entry("a tensor as a number", "1", INVALID_JSON),
                entry("a tensor as null", "null", INVALID_JSON),
                entry("a tensor without fields", "{}", INVALID_JSON),
                entry("a tensor without a type", "{'shape':[2,2],'data_offsets':[0,16]}", INVALID_JSON),
                entry("a tensor without a shape", "{'dtype':'I32','data_offsets':[0,16]}", INVALID_JSON),
                entry("a tensor without offsets", "{'dtype':'I32','shape':[2,2]}", INVALID_JSON),
                entry("a type as an object", "{'dtype':{'I32':null},'shape':[2,2],'data_offsets':[0,16]}",
                        INVALID_JSON),
                entry("a type as null", "{'dtype':null,'shape':[2,2],'data_offsets':[0,16]}", INVALID_JSON),
                type("I33"), type("f32"), type("F8_E4M3FN"), type("C128"), type("F256"), type(""), type("I32 "),
                entry("more dimensions than eight",
                        "{'dtype':'U8','shape':[1,1,1,1,1,1,1,1,16],'data_offsets':[0,16]}", TOO_MANY_DIMENSIONS),
                entry("65 dimensions", "{'dtype':'U8','shape':[16" + ",1".repeat(64) + "],'data_offsets':[0,16]}",
                        TOO_MANY_DIMENSIONS),
                offsets("no offset", "[]"), offsets("one offset", "[16]"), offsets("three offsets", "[0,16,16]"),
                offsets("offsets as null", "null"), offsets("offsets as an object", "{'0':16}"),
                offsets("offsets in an array", "[[0,16]]"), offsets("an offset as null", "[null,16]"));
    }

    static Stream<Refusal> numbers() {
        return Stream.of("2.0", "2e0", "-0", "-1", "'2'", "02", "+2", "0x2", "18446744073709551616",
                "99999999999999999999999999", "-", "2.", "true", "NaN", "Infinity", "")
                .flatMap(number -> Stream.of(
                        entry("a shape of " + number,
                                "{'dtype':'I32','shape':[" + number + ",2],'data_offsets':[0,16]}", INVALID_JSON),
                        offsets("an offset of " + number, "[0," + number + "]"),
                        offsets("a first offset of " + number, "[" + number + ",16]")));
    }

    static Stream<Refusal> metadata() {
        return Stream.of(metadata("a number in the metadata", "{'k':1}", INVALID_METADATA),
                metadata("a truth in the metadata", "{'k':true}", INVALID_METADATA),
                metadata("a null in the metadata", "{'k':null}", INVALID_METADATA),
                metadata("an object in the metadata", "{'k':{}}", INVALID_METADATA),
                metadata("an array in the metadata", "{'k':['v']}", INVALID_METADATA),
                metadata("a tensor as metadata", SOUND, INVALID_METADATA),
                metadata("metadata as an array", "[]", INVALID_METADATA),
                metadata("metadata as a text", "'k'", INVALID_METADATA),
                metadata("metadata as a number", "0", INVALID_METADATA),
                metadata("half a character in a value", "{'k':'\\ud800'}", INVALID_JSON),
                metadata("the second half of a character in a value", "{'k':'x\\udc00y'}", INVALID_JSON),
                metadata("the halves of a character the wrong way round", "{'k':'\\udc00\\ud800'}", INVALID_JSON),
                metadata("half a character in a key", "{'\\ud800':'v'}", INVALID_JSON));
    }

    static Stream<Refusal> json() {
        return Stream.of(header("half a character in a name", "{'\\ud800':" + SOUND + "}", INVALID_JSON),
                header("a byte order mark", "\ufeff{'a':" + SOUND + "}", INVALID_JSON),
                header("a control character in a name", "{'a\u0001':" + SOUND + "}", INVALID_JSON),
                metadata("a control character in a value", "{'k':'a\u0001b'}", INVALID_JSON),
                metadata("a line break in a value", "{'k':'a\nb'}", INVALID_JSON),
                metadata("an escape that JSON does not know", "{'k':'\\x'}", INVALID_JSON),
                metadata("an escape cut short", "{'k':'\\u12'}", INVALID_JSON),
                metadata("a trailing comma in the metadata", "{'k':'v',}", INVALID_JSON),
                header("a comment", "{/**/'a':" + SOUND + "}", INVALID_JSON),
                header("a line comment", "{'a':" + SOUND + "}//", INVALID_JSON),
                header("a shell comment", "#\n{'a':" + SOUND + "}", INVALID_JSON),
                new Refusal("single quotes", SafetensorsBytes.of("{'a':" + SOUND + "}", 16), INVALID_JSON),
                header("a name without quotes", "{a:" + SOUND + "}", INVALID_JSON),
                header("a trailing comma", "{'a':" + SOUND + ",}", INVALID_JSON),
                header("a leading comma", "{,'a':" + SOUND + "}", INVALID_JSON),
                header("a trailing NUL", "{'a':" + SOUND + "}\0", INVALID_JSON),
                header("a leading NUL", "\0{'a':" + SOUND + "}", INVALID_JSON),
                header("padding with form feeds", "{'a':" + SOUND + "}\f", INVALID_JSON),
                header("padding with spaces of another kind", "{'a':" + SOUND + "}\u00a0", INVALID_JSON),
                header("two documents", "{'a':" + SOUND + "}{}", INVALID_JSON),
                header("a closing brace too many", "{'a':" + SOUND + "}}", INVALID_JSON),
                header("an array", "[]", INVALID_JSON), header("null", "null", INVALID_JSON),
                header("a text", "'a'", INVALID_JSON), header("nothing but spaces", "   ", INVALID_JSON),
                header("nothing at all", "", INVALID_JSON),
                header("more levels than the library reads", "{'a':" + "[".repeat(200) + "]".repeat(200) + "}",
                        INVALID_JSON),
                header("levels without end", "[".repeat(100_000), INVALID_JSON),
                utf8("half a letter in a name", 0xC3), utf8("a slash that is too long", 0xC0, 0xAF),
                utf8("half a character as CESU-8 has it", 0xED, 0xA0, 0x80),
                utf8("a letter beyond Unicode", 0xF4, 0x90, 0x80, 0x80),
                new Refusal("UTF-16", SafetensorsBytes.of("{\"a\":1}".replaceAll("", "\0").substring(1), 16),
                        INVALID_JSON),
                new Refusal("no tensors", SafetensorsBytes.of("{}", 0), NO_TENSORS),
                new Refusal("nothing but metadata", SafetensorsBytes.of("{\"__metadata__\":{\"a\":\"b\"}}", 0),
                        NO_TENSORS),
                new Refusal("the largest header on a short file",
                        SafetensorsBytes.of(100_000_000, new byte[60], new byte[16]), INVALID_HEADER_LENGTH),
                new Refusal("a larger header than the largest on a short file",
                        SafetensorsBytes.of(100_000_001, new byte[60], new byte[16]), HEADER_TOO_LARGE),
                new Refusal("a header of a length that is negative as a signed number",
                        SafetensorsBytes.of(-1, new byte[60], new byte[16]), HEADER_TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource({"names", "entries", "numbers", "metadata", "json"})
    void isRefused(Refusal refusal) {
        assertThat(refusal.found()).isEqualTo(refusal.wanted());
    }

    private static Refusal entry(String name, String entry, FileFault fault) {
        return header(name, "{'a':" + entry + "}", fault);
    }

    private static Refusal type(String dtype) {
        return entry("a type of \"" + dtype + "\"",
                "{'dtype':'" + dtype + "','shape':[2,2],'data_offsets':[0,16]}", UNKNOWN_DTYPE);
    }

    private static Refusal offsets(String name, String offsets) {
        return entry(name, "{'dtype':'I32','shape':[2,2],'data_offsets':" + offsets + "}", INVALID_JSON);
    }

    private static Refusal metadata(String name, String metadata, FileFault fault) {
        return header(name, "{'__metadata__':" + metadata + ",'a':" + SOUND + "}", fault);
    }

    private static Refusal utf8(String name, int... bytes) {
        var header = new byte[bytes.length + 2];
        header[0] = header[header.length - 1] = '"';
        for (int index = 0; index < bytes.length; index++) {
            header[index + 1] = (byte) bytes[index];
        }
        return new Refusal(name, SafetensorsBytes.of(header.length, header, new byte[16]), INVALID_UTF8);
    }

    /** Readable here: with single quotes. */
    private static Refusal header(String name, String header, FileFault fault) {
        return Refusal.of(name, header.replace('\'', '"'), fault);
    }
}
