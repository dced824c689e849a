package dev.lorikeet.generation.runpod;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How RunPod is reached, and how it is treated per endpoint. Its own limits are 1,000 submissions, 2,000 looks and 100
 * cancellations in ten seconds; ours stay at four fifths of that.
 *
 * @param baseUrl where the endpoints are; https, or http on this machine
 * @param apiKey RunPod's serverless key
 * @param webhookBase where RunPod reaches this service from outside, https or http on this machine; without it, jobs
 *     are only polled
 * @param connectTime to reach it
 * @param callTime for one answer, its body included
 * @param tries of a question that changes nothing
 * @param firstWait before the second try; about twice as long from one to the next
 * @param submits in ten seconds
 * @param looks in ten seconds
 * @param cancels in ten seconds
 * @param atOnce calls under way at the same time
 * @param failureRate percent of calls that fail before none is made for a while
 * @param window over how many calls that is reckoned
 * @param openFor how long none is made then
 * @param refusedFor how long nothing is submitted to an endpoint that does not accept our key
 * @param inMemory an answer larger than this goes to disk
 * @param largestAnswer a larger one is not read
 */
@ConfigurationProperties("lorikeet.runpod")
public record RunPodSettings(@DefaultValue("https://api.runpod.ai/v2") URI baseUrl, @Nullable String apiKey,
        @Nullable URI webhookBase, @DefaultValue("5s") Duration connectTime, @DefaultValue("30s") Duration callTime,
        @DefaultValue("4") int tries, @DefaultValue("500ms") Duration firstWait, @DefaultValue("800") int submits,
        @DefaultValue("1600") int looks, @DefaultValue("80") int cancels, @DefaultValue("50") int atOnce,
        @DefaultValue("50") int failureRate, @DefaultValue("20") int window, @DefaultValue("15s") Duration openFor,
        @DefaultValue("1m") Duration refusedFor,
        @DefaultValue("256KB") DataSize inMemory, @DefaultValue("64MB") DataSize largestAnswer) {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int ALL = 100;

    public RunPodSettings {
        // Files and environments like to add a line's end to it.
        apiKey = apiKey == null ? null : apiKey.strip();
        require(apiKey == null || apiKey.matches("[\\x21-\\x7e]*"),
                "api-key must consist of visible ASCII characters; what it has is not shown");
        require(isPrivate(baseUrl),
                "base-url must begin with https:// (or http:// on this machine), not " + baseUrl);
        require(webhookBase == null || (isPrivate(webhookBase) && webhookBase.getHost() != null
                && webhookBase.getRawUserInfo() == null && webhookBase.getRawQuery() == null
                && webhookBase.getRawFragment() == null),
                "webhook-base must begin with https:// (or http:// on this machine), name a host, and have no user, no ?"
                        + " and no #");
        webhookBase = webhookBase == null ? null : URI.create(webhookBase.toString().replaceFirst("/+$", ""));
        require(connectTime.isPositive() && callTime.isPositive() && firstWait.isPositive() && openFor.isPositive()
                && refusedFor.isPositive(),
                "connect-time, call-time, first-wait, open-for and refused-for must be longer than zero");
        require(tries >= 1 && submits >= 1 && looks >= 1 && cancels >= 1 && atOnce >= 1 && window >= 1,
                "tries, submits, looks, cancels, at-once and window must be at least 1");
        require(failureRate >= 1 && failureRate <= ALL, "failure-rate must lie between 1 and 100");
        require(inMemory.toBytes() >= 1 && inMemory.toMegabytes() <= 1024 && largestAnswer.compareTo(inMemory) >= 0,
                "in-memory must lie between 1 byte and 1GB, and largest-answer be no less");
    }

    private static boolean isPrivate(URI address) {
        return "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost()));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.runpod." + what);
        }
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "RunPod at " + baseUrl;
    }
}
