package dev.lorikeet.storage.safetensors;

import dev.lorikeet.storage.file.FileFault;

/** A file of a corpus, and what has to be found in it. */
record Refusal(String name, byte[] file, FileFault fault) {

    /** Of a header that is followed by sixteen bytes of data. */
    static Refusal of(String name, String header, FileFault fault) {
        return new Refusal(name, SafetensorsBytes.of(header, 16), fault);
    }

    @Override
    public String toString() {
        return name;
    }
}
