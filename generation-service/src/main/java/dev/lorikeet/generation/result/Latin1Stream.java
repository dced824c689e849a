package dev.lorikeet.generation.result;

import java.io.InputStream;

/** The letters of a text as bytes, without a copy of a text that may be a whole video. */
final class Latin1Stream extends InputStream {
    private final String text;
    private int position;

    Latin1Stream(String text, int from) {
        this.text = text;
        this.position = from;
    }

    @Override
    public int read() {
        return position < text.length() ? text.charAt(position++) & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (position >= text.length()) {
            return -1;
        }
        int count = Math.min(length, text.length() - position);
        for (int index = 0; index < count; index++) {
            into[offset + index] = (byte) text.charAt(position++);
        }
        return count;
    }
}
