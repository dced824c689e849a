package dev.lorikeet.delivery;

/** Another aggregate holds the unique key that a commit wanted; nothing was written. Choose another one. */
public final class KeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyTaken(String collection, String key) {
        super("another document of " + collection + " holds the key " + key, null, false, false);
    }
}
