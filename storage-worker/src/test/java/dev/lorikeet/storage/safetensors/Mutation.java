package dev.lorikeet.storage.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import dev.lorikeet.storage.safetensors.RandomSafetensors.Sample;

/** One thing that can happen to a sound file, by accident or on purpose. */
enum Mutation {
    A_BYTE_CHANGES {
        @Override
        byte[] of(Sample sample, Random chance) {
            var bytes = sample.bytes();
            int at = chance.nextInt(bytes.length - sample.data());
            bytes[at] = chance.nextBoolean() ? (byte) chance.nextInt(256) : symbol(chance);
            return bytes;
        }
    },
    A_BIT_FLIPS {
        @Override
        byte[] of(Sample sample, Random chance) {
            var bytes = sample.bytes();
            bytes[chance.nextInt(bytes.length - sample.data())] ^= (byte) (1 << chance.nextInt(8));
            return bytes;
        }
    },
    THE_END_IS_LOST {
        @Override
        byte[] of(Sample sample, Random chance) {
            var bytes = sample.bytes();
            return Arrays.copyOf(bytes, chance.nextInt(bytes.length));
        }
    },
    SOMETHING_FOLLOWS {
        @Override
        byte[] of(Sample sample, Random chance) {
            var bytes = sample.bytes();
            return Arrays.copyOf(bytes, bytes.length + 1 + chance.nextInt(40));
        }
    },
    A_NUMBER_CHANGES {
        @Override
        byte[] of(Sample sample, Random chance) {
            var header = sample.header();
            var numbers = Pattern.compile("\\d+").matcher(header).results().toList();
            var number = numbers.get(chance.nextInt(numbers.size()));
            var other = NUMBERS.get(chance.nextInt(NUMBERS.size()));
            return SafetensorsBytes.of(header.substring(0, number.start()) + other + header.substring(number.end()),
                    sample.data());
        }
    },
    A_PROPERTY_COMES_TWICE {
        @Override
        byte[] of(Sample sample, Random chance) {
            var properties = new ArrayList<>(sample.properties());
            properties.add(chance.nextInt(properties.size()), properties.get(chance.nextInt(properties.size())));
            return with(sample, properties);
        }
    },
    A_PROPERTY_IS_LOST {
        @Override
        byte[] of(Sample sample, Random chance) {
            var properties = new ArrayList<>(sample.properties());
            properties.remove(chance.nextInt(properties.size()));
            return with(sample, properties);
        }
    },
    A_PIECE_OF_THE_HEADER_MOVES {
        @Override
        byte[] of(Sample sample, Random chance) {
            var header = sample.header();
            int from = chance.nextInt(header.length());
            int to = from + chance.nextInt(Math.min(40, header.length() - from));
            var rest = new StringBuilder(header).delete(from, to);
            return SafetensorsBytes.of(rest.insert(chance.nextInt(rest.length() + 1), header, from, to).toString(),
                    sample.data());
        }
    },
    A_PIECE_OF_THE_HEADER_IS_LOST {
        @Override
        byte[] of(Sample sample, Random chance) {
            var header = sample.header().getBytes(StandardCharsets.UTF_8);
            int from = chance.nextInt(header.length);
            int to = from + chance.nextInt(Math.min(20, header.length - from));
            var less = new byte[header.length - (to - from)];
            System.arraycopy(header, 0, less, 0, from);
            System.arraycopy(header, to, less, from, header.length - to);
            return SafetensorsBytes.of(less.length, less, new byte[sample.data()]);
        }
    },
    SOMETHING_STANDS_IN_THE_HEADER {
        @Override
        byte[] of(Sample sample, Random chance) {
            var header = new StringBuilder(sample.header());
            return SafetensorsBytes.of(header.insert(chance.nextInt(header.length() + 1),
                    STRANGE.get(chance.nextInt(STRANGE.size()))).toString(), sample.data());
        }
    };

    private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "4", "8", "16", "-0", "-1", "01", "1.0",
            "1e0", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615",
            "18446744073709551616", "1".repeat(400), "\"1\"", "null", "[1]");
    private static final List<String> STRANGE = List.of(",", "{}", "[]", "null", "\"\"", "\"a\":1,", "\\u0061",
            "\\ud800", "\ufeff", "\0", "\f", "\u00a0", "/**/", "#", "'", "\"more\":[],", "NaN", "-", "+", "1", ",0",
            "\"__metadata__\":{},", "\"__metadata__\":{\"a\":\"b\"},");
    private static final byte[] SYMBOLS = "{}[]:,\"\\ 0123456789-+.eEtfnu/\t\n".getBytes(StandardCharsets.UTF_8);

    abstract byte[] of(Sample sample, Random chance);

    static byte symbol(Random chance) {
        return SYMBOLS[chance.nextInt(SYMBOLS.length)];
    }

    private static byte[] with(Sample sample, List<String> properties) {
        return new Sample(properties, sample.space(), sample.data(), sample.tensors(), sample.metadata()).bytes();
    }
}
