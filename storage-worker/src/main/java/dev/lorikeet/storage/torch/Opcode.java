package dev.lorikeet.storage.torch;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Every instruction of pickles, so that a refusal can name the one it met. {@link PickleMachine} follows few of them. */
enum Opcode {
    PROTO(0x80),
    GLOBAL(0x63),
    STACK_GLOBAL(0x93),
    INST(0x69),
    OBJ(0x6F),
    REDUCE(0x52),
    BUILD(0x62),
    NEWOBJ(0x81),
    NEWOBJ_EX(0x92),
    EXT1(0x82),
    EXT2(0x83),
    EXT4(0x84),
    PERSID(0x50),
    BINPERSID(0x51),
    MARK(0x28),
    POP(0x30),
    POP_MARK(0x31),
    DUP(0x32),
    STOP(0x2E),
    FRAME(0x95),
    PUT(0x70),
    BINPUT(0x71),
    LONG_BINPUT(0x72),
    MEMOIZE(0x94),
    GET(0x67),
    BINGET(0x68),
    LONG_BINGET(0x6A),
    NONE(0x4E),
    NEWTRUE(0x88),
    NEWFALSE(0x89),
    INT(0x49),
    LONG(0x4C),
    FLOAT(0x46),
    BININT(0x4A),
    BININT1(0x4B),
    BININT2(0x4D),
    LONG1(0x8A),
    LONG4(0x8B),
    BINFLOAT(0x47),
    STRING(0x53),
    BINSTRING(0x54),
    SHORT_BINSTRING(0x55),
    UNICODE(0x56),
    BINUNICODE(0x58),
    SHORT_BINUNICODE(0x8C),
    BINUNICODE8(0x8D),
    BINBYTES(0x42),
    SHORT_BINBYTES(0x43),
    BINBYTES8(0x8E),
    BYTEARRAY8(0x96),
    NEXT_BUFFER(0x97),
    READONLY_BUFFER(0x98),
    EMPTY_LIST(0x5D),
    LIST(0x6C),
    APPEND(0x61),
    APPENDS(0x65),
    EMPTY_DICT(0x7D),
    DICT(0x64),
    SETITEM(0x73),
    SETITEMS(0x75),
    EMPTY_TUPLE(0x29),
    TUPLE(0x74),
    TUPLE1(0x85),
    TUPLE2(0x86),
    TUPLE3(0x87),
    EMPTY_SET(0x8F),
    ADDITEMS(0x90),
    FROZENSET(0x91);

    private static final Map<Integer, Opcode> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(op -> op.code, op -> op));

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable Opcode of(int code) {
        return BY_CODE.get(code);
    }
}
