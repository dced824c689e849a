package dev.lorikeet.generation.job;

/**
 * What a second of a worker costs.
 *
 * @param currency as ISO 4217 names it
 */
public record Price(double perSecond, String currency) {
    private static final double MILLIS = 1000;
    private static final double TEN_THOUSAND = 10_000;

    /** To the hundredth of a cent. */
    public Cost of(long millis) {
        return new Cost(Math.round(millis / MILLIS * perSecond * TEN_THOUSAND) / TEN_THOUSAND, currency);
    }

    public record Cost(double amount, String currency) {}
}
