package dev.lorikeet.storage.safetensors;

import dev.lorikeet.storage.file.FileFault;

/** A file of a corpus, and what has to be found in it. */
final class Refusal {
    private final String name;
    private final byte[] file;
    private final FileFault fault;

    Refusal(String name, byte[] file, FileFault fault) {
        this.name = name;
        this.file = file;
        this.fault = fault;
    }

    /** Of a header that is followed by sixteen bytes of data. */
    static Refusal of(String name, String header, FileFault fault) {
        return new Refusal(name, SafetensorsBytes.of(header, 16), fault);
    }

    /** What is found, which should be {@link #wanted}. */
    String found() {
        return CountedReading.of(file).code();
    }

    String wanted() {
        return fault.name();
    }

    @Override
    public String toString() {
        return name;
    }
}
