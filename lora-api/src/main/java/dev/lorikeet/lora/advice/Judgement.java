package dev.lorikeet.lora.advice;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.lorikeet.lora.advice.BucketState.CorsRule;
import dev.lorikeet.lora.advice.BucketState.Rule;

/** What is to be said of a bucket's settings. */
final class Judgement {
    /** What browsers send with a part or a file, because it is signed. */
    private static final List<String> SIGNED = List.of("content-type", "if-none-match", "x-amz-checksum-sha256");
    private static final List<String> OURS = List.of("loras/", "thumbnails/");

    private Judgement() {}

    /** @param pages origins of the pages that upload and show files */
    static List<Finding> of(BucketState state, Set<URI> pages) {
        return List.of(cors(state.cors(), pages), access(state), uploads(state.rules()), expiry(state.rules()),
                versions(state));
    }

    private static Finding cors(Known<List<CorsRule>> cors, Set<URI> pages) {
        return cors.judged(Check.CORS, rules -> {
            var missing = pages.stream()
                    .filter(page -> !allows(rules, page, "PUT") || !allows(rules, page, "GET"))
                    .map(URI::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return missing.isEmpty() ? new Finding.Fine(Check.CORS) : forbidden(missing);
        }, forbidden(pages.stream().map(URI::toString).sorted().collect(Collectors.joining(", "))));
    }

    private static Finding forbidden(String pages) {
        return new Finding.Advice(Check.CORS, "Pages of " + pages + " cannot upload: allow these origins GET, HEAD and"
                + " PUT with all headers, and expose ETag.");
    }

    private static boolean allows(List<CorsRule> rules, URI page, String method) {
        return rules.stream()
                .anyMatch(rule -> rule.methods().contains(method)
                        && rule.origins().stream().anyMatch(origin -> fits(origin, page.toString()))
                        && (method.equals("GET") || SIGNED.stream()
                                .allMatch(header -> rule.headers().stream().anyMatch(allowed -> fits(allowed, header))))
                        && (method.equals("GET") || rule.exposed().stream().anyMatch("ETag"::equalsIgnoreCase)));
    }

    private static boolean fits(String wildcard, String text) {
        var pattern = Pattern.quote(wildcard).replace("*", "\\E.*\\Q");
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).matches();
    }

    private static Finding access(BucketState state) {
        var open = new Finding.Advice(Check.PUBLIC, "The bucket's policy lets everybody in: whoever guesses an address"
                + " has the LoRA. Take that statement out, and switch Block Public Access on.");
        var unshielded = new Finding.Advice(Check.PUBLIC, "Nothing keeps a later policy or ACL from making the bucket"
                + " public: switch Block Public Access on, all four of it.");
        if (state.openToAll() instanceof Known.Told<Boolean>(var everybody) && everybody) {
            return open;
        }
        return state.shielded()
                .judged(Check.PUBLIC, all -> all ? new Finding.Fine(Check.PUBLIC) : unshielded, unshielded);
    }

    private static Finding uploads(Known<List<Rule>> rules) {
        var none = new Finding.Advice(Check.UPLOADS, "No rule of the lifecycle aborts uploads under loras/ that nobody"
                + " finishes. Sweeps do it while storage-worker runs; a rule of 7 days does it in any case.");
        return rules.judged(Check.UPLOADS, all -> all.stream()
                .anyMatch(rule -> rule.abortAfterDays() != null && rule.covers("loras/"))
                        ? new Finding.Fine(Check.UPLOADS)
                        : none,
                none);
    }

    private static Finding expiry(Known<List<Rule>> rules) {
        return rules.judged(Check.EXPIRY, all -> all.stream()
                .filter(rule -> (rule.expires() || rule.freezes()) && OURS.stream().anyMatch(rule::concerns))
                .findFirst()
                .<Finding>map(rule -> new Finding.Advice(Check.EXPIRY, "The rule " + rule.id() + " of the lifecycle "
                        + (rule.expires() ? "removes" : "freezes") + " LoRAs or their thumbnails, which are then"
                        + " announced as lost: restrict it to videos/ and inputs/."))
                .orElse(new Finding.Fine(Check.EXPIRY)), new Finding.Fine(Check.EXPIRY));
    }

    private static Finding versions(BucketState state) {
        if (state.locked() instanceof Known.Told<Boolean>(var locked) && locked) {
            return new Finding.Advice(Check.VERSIONS, "Objects are locked by default: what people delete stays, is paid"
                    + " for, and is told as stuck by sweeps. Use a bucket without a default retention.");
        }
        if (state.rules() instanceof Known.Untold<List<Rule>>(var why)
                && state.versioned() instanceof Known.Told<Boolean>(var on) && on) {
            return new Finding.Unknown(Check.VERSIONS, why);
        }
        return state.versioned()
                .judged(Check.VERSIONS, kept -> kept && !clears(state.rules())
                        ? new Finding.Advice(Check.VERSIONS,
                                "The bucket keeps versions, so what people delete stays and is paid"
                                        + " for: add a rule with NoncurrentVersionExpiration for all keys.")
                        : new Finding.Fine(Check.VERSIONS), new Finding.Fine(Check.VERSIONS));
    }

    private static boolean clears(Known<List<Rule>> rules) {
        return rules instanceof Known.Told<List<Rule>>(var all)
                && all.stream().anyMatch(rule -> rule.clearsVersions() && rule.covers("loras/"));
    }
}
