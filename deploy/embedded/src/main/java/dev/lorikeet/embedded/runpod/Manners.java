package dev.lorikeet.embedded.runpod;

/**
 * What nobody knows of the real one, or what it may do one day.
 *
 * @param bounds what becomes of a policy that is out of bounds
 * @param extraFields whether answers have fields that nobody has heard of
 * @param retryAfter whether a 429 says how long to wait
 * @param outputLimit how many bytes of a result get through
 */
public record Manners(Bounds bounds, boolean extraFields, boolean retryAfter, long outputLimit) {
    static final Manners USUAL = new Manners(Bounds.REFUSE, false, true, 10_485_760);

    /** Real behaviour unknown. */
    public enum Bounds {
        REFUSE,
        CLAMP,
        ACCEPT
    }
}
