package dev.lorikeet.event;

/** One object exactly as it was when it was proven; a different size or ETag means a different object. */
public record StoredObject(ObjectKey key, long size, ETag etag) {
    public StoredObject {
        Limits.between("size", size, 1, Limits.EXACT_IN_JSON);
    }
}
