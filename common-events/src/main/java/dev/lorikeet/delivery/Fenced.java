package dev.lorikeet.delivery;

/** Another instance has it since: this one must stop, whatever it still believes. */
public final class Fenced extends RuntimeException {
    /** @param what the publisher or the work that both wanted */
    public Fenced(String what) {
        super(what + " was taken over by another instance");
    }
}
