package dev.lorikeet.storage.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Writes archives as torch's C++ writer does, and, where a test says so, otherwise. */
public final class TorchZip {
    /** Longer runs of zeros get a checksum that is not theirs; nobody reads those. */
    private static final int CHECKED = 1 << 20;
    private static final long FULL = 0xFFFF_FFFFL;

    private final SparseFile file = new SparseFile();
    private final List<Item> items = new ArrayList<>();
    private int alignment = 64;
    private boolean wide = true;

    /** A record about to be written; a test may change what will be said about it, and where. */
    static final class Item {
        String name;
        String localName;
        String comment = "";
        int flags = 0x808;
        int localFlags = 0x808;
        int method;
        int attributes;
        int gap;
        long checksum;
        long size;
        long packedSize;
        long header;
        byte[] extra = {};
        byte[] localExtra = {};
        boolean padded = true;

        Item(String name) {
            this.name = name;
            this.localName = name;
        }
    }

    TorchZip alignedTo(int bytes) {
        alignment = bytes;
        return this;
    }

    /** Without the end that torch writes for archives of any size. */
    TorchZip narrow() {
        wide = false;
        return this;
    }

    TorchZip behind(byte[] something) {
        file.append(something);
        return this;
    }

    public TorchZip add(String name, byte[] bytes) {
        return add(name, bytes, _ -> {});
    }

    TorchZip add(String name, byte[] bytes, Consumer<Item> otherwise) {
        return add(name, bytes, bytes.length, otherwise);
    }

    /** A record of zeros, of any size. */
    public TorchZip add(String name, long size) {
        return add(name, new byte[0], size, _ -> {});
    }

    private TorchZip add(String name, byte[] bytes, long size, Consumer<Item> otherwise) {
        var item = new Item(name);
        var checksum = new CRC32();
        checksum.update(bytes);
        if (size <= CHECKED) {
            checksum.update(new byte[(int) size - bytes.length]);
        }
        item.checksum = checksum.getValue();
        item.size = size;
        item.packedSize = size;
        item.flags = item.localFlags = size == 0 ? 0x800 : 0x808;
        item.header = file.size();
        otherwise.accept(item);
        local(item);
        file.append(bytes).skip(size - bytes.length);
        descriptor(item, size);
        file.skip(item.gap);
        items.add(item);
        return this;
    }

    private static boolean isWide(long number) {
        return number >= FULL;
    }

    private static byte[] wideField(Item item) {
        if (!isWide(item.size) && !isWide(item.header)) {
            return new byte[0];
        }
        int length = (isWide(item.size) ? 16 : 0) + (isWide(item.header) ? 8 : 0);
        var field = little(4 + length).putShort((short) 1).putShort((short) length);
        if (isWide(item.size)) {
            field.putLong(item.size).putLong(item.packedSize);
        }
        if (isWide(item.header)) {
            field.putLong(item.header);
        }
        return written(field);
    }

    private void local(Item item) {
        var name = item.localName.getBytes(StandardCharsets.ISO_8859_1);
        var field = wideField(item);
        int padding = 0;
        if (item.padded) {
            long start = file.size() + 30 + name.length + field.length + 4;
            padding = 4 + (int) (Math.ceilDiv(start, alignment) * alignment - start);
        }
        boolean later = (item.localFlags & 8) != 0;
        var header = little(30 + name.length + field.length + padding + item.localExtra.length);
        header.putInt(0x04034b50).putShort((short) 0).putShort((short) item.localFlags).putShort((short) item.method);
        header.putInt(0).putInt(later ? 0 : (int) item.checksum);
        header.putInt(later ? 0 : (int) item.packedSize).putInt(later ? 0 : (int) item.size);
        header.putShort((short) name.length).putShort((short) (field.length + padding + item.localExtra.length));
        header.put(name).put(field);
        if (padding > 0) {
            header.put((byte) 'F').put((byte) 'B').putShort((short) (padding - 4));
            header.put("Z".repeat(padding - 4).getBytes(StandardCharsets.US_ASCII));
        }
        file.append(written(header.put(item.localExtra)));
    }

    private void descriptor(Item item, long size) {
        if ((item.localFlags & 8) == 0) {
            return;
        }
        var descriptor = little(24).putInt(0x08074b50).putInt((int) item.checksum);
        if (wideField(item).length > 0) {
            descriptor.putLong(size).putLong(size);
        } else {
            descriptor.putInt((int) size).putInt((int) size);
        }
        file.append(written(descriptor));
    }

    public SparseFile finish() {
        long directory = file.size();
        var central = new ByteArrayOutputStream();
        items.forEach(item -> central.writeBytes(central(item)));
        file.append(central.toByteArray());
        long end = file.size();
        if (wide) {
            file.append(little(76).putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 0x31E)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0)
                    .putLong(items.size())
                    .putLong(items.size())
                    .putLong(central.size())
                    .putLong(directory)
                    .putInt(0x07064b50)
                    .putInt(0)
                    .putLong(end)
                    .putInt(1)
                    .array());
        }
        return file.append(little(22).putInt(0x06054b50)
                .putInt(0)
                .putShort((short) items.size())
                .putShort((short) items.size())
                .putInt(central.size())
                .putInt((int) Math.min(directory, FULL))
                .putShort((short) 0)
                .array());
    }

    private static byte[] central(Item item) {
        var name = item.name.getBytes(StandardCharsets.ISO_8859_1);
        var field = wideField(item);
        var comment = item.comment.getBytes(StandardCharsets.ISO_8859_1);
        var entry = little(46 + name.length + field.length + item.extra.length + comment.length);
        entry.putInt(0x02014b50).putInt(0).putShort((short) item.flags).putShort((short) item.method).putInt(0);
        entry.putInt((int) item.checksum);
        entry.putInt((int) Math.min(item.packedSize, FULL)).putInt((int) Math.min(item.size, FULL));
        entry.putShort((short) name.length).putShort((short) (field.length + item.extra.length));
        entry.putShort((short) comment.length).putInt(0).putInt(item.attributes);
        entry.putInt((int) Math.min(item.header, FULL));
        return written(entry.put(name).put(field).put(item.extra).put(comment));
    }

    private static byte[] written(ByteBuffer buffer) {
        var bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
