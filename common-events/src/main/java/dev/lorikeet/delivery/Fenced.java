package dev.lorikeet.delivery;

/** Another instance has opened the same publisher since: this one must stop, whatever it still believes. */
public final class Fenced extends RuntimeException {
    public Fenced(String publisher) {
        super("publisher " + publisher + " was taken over by another instance");
    }
}
