package dev.lorikeet.lora.advice;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.lora.advice.BucketState.CorsRule;
import dev.lorikeet.lora.advice.BucketState.Rule;
import dev.lorikeet.lora.advice.Known.Absent;
import dev.lorikeet.lora.advice.Known.Told;
import dev.lorikeet.lora.advice.Known.Untold;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

final class JudgementTest {
    private static final URI PAGE = URI.create("https://lorikeet.example.org");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT");
    private static final CorsRule CORS = cors("https://lorikeet.example.org", METHODS, "*", "ETag");
    private static final Rule ABORT = rule("", 7, false, false, false);
    private static final BucketState GOOD = new BucketState(new Told<>(List.of(CORS)), new Told<>(false),
            new Told<>(true), new Told<>(List.of(ABORT)), new Told<>(false), new Absent<>());

    private static CorsRule cors(String origin, Set<String> methods, String header, String exposed) {
        return new CorsRule(List.of(origin), methods, List.of(header), Set.of(exposed));
    }

    private static Rule rule(String prefix, @Nullable Integer abort, boolean expires, boolean freezes, boolean clears) {
        return new Rule("tidy", prefix, abort, expires, freezes, clears);
    }

    private static BucketState with(Known<List<CorsRule>> cors) {
        return new BucketState(cors, GOOD.openToAll(), GOOD.shielded(), GOOD.rules(), GOOD.versioned(), GOOD.locked());
    }

    private static BucketState of(Known<Boolean> openToAll, Known<Boolean> shielded) {
        return new BucketState(GOOD.cors(), openToAll, shielded, GOOD.rules(), GOOD.versioned(), GOOD.locked());
    }

    private static BucketState having(Rule... rules) {
        return new BucketState(GOOD.cors(), GOOD.openToAll(), GOOD.shielded(), new Told<>(List.of(rules)),
                GOOD.versioned(), GOOD.locked());
    }

    private static BucketState keeping(Known<Boolean> versioned, Known<Boolean> locked, Rule... rules) {
        return new BucketState(GOOD.cors(), GOOD.openToAll(), GOOD.shielded(), new Told<>(List.of(rules)), versioned,
                locked);
    }

    private static Finding finding(Check check, BucketState state) {
        return Judgement.of(state, Set.of(PAGE))
                .stream()
                .filter(one -> one.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static void assertFine(Check check, BucketState state) {
        assertThat(finding(check, state)).isEqualTo(new Finding.Fine(check));
    }

    private static void assertAdvice(Check check, BucketState state, String sentence) {
        assertThat(finding(check, state)).isInstanceOfSatisfying(Finding.Advice.class,
                advice -> assertThat(advice.sentence()).contains(sentence));
    }

    @Test
    void hasNothingToSayOfABucketThatIsAsItShouldBe() {
        assertThat(Judgement.of(GOOD, Set.of(PAGE))).hasSize(Check.values().length)
                .allMatch(finding -> finding instanceof Finding.Fine);
    }

    /** Whoever does what the handbook says hears nothing any more. */
    @Test
    void isContentWithTheRulesOfTheHandbook() throws IOException {
        var handbook = Files.readString(Path.of("../docs/operating.md"));
        var cors = json(handbook, "put-bucket-cors", "--cors-configuration").required("CORSRules")
                .valueStream()
                .map(rule -> new CorsRule(texts(rule, "AllowedOrigins").toList(),
                        texts(rule, "AllowedMethods").collect(Collectors.toSet()),
                        texts(rule, "AllowedHeaders").toList(),
                        texts(rule, "ExposeHeaders").collect(Collectors.toSet())))
                .toList();
        assertFine(Check.CORS, with(new Told<>(cors)));
        var rules = json(handbook, "# all rules of the bucket", "--lifecycle-configuration").required("Rules")
                .valueStream()
                .map(rule -> new Rule(rule.required("ID").asString(), rule.at("/Filter/Prefix").asString(),
                        rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation").isInt() ? 7 : null,
                        rule.has("Expiration"), rule.has("Transitions"), rule.has("NoncurrentVersionExpiration")))
                .toArray(Rule[]::new);
        assertFine(Check.UPLOADS, having(rules));
        assertFine(Check.EXPIRY, having(rules));
        assertFine(Check.VERSIONS, keeping(new Told<>(true), new Absent<>(), rules));
    }

    private static JsonNode json(String handbook, String after, String option) {
        var command = handbook.substring(handbook.indexOf(after));
        return JsonMapper.shared().readTree(command.substring(command.indexOf(option)).split("'", 3)[1]);
    }

    private static Stream<String> texts(JsonNode rule, String list) {
        return rule.required(list).valueStream().map(JsonNode::asString);
    }

    @Test
    void saysNothingOfWhatItIsNotTold() {
        var silent = new Untold<Boolean>("our key may not ask for it");
        assertThat(Judgement.of(new BucketState(new Untold<>("a"), silent, silent, new Untold<>("b"), silent, silent),
                Set.of(PAGE))).hasSize(Check.values().length).allMatch(finding -> finding instanceof Finding.Unknown);
    }

    @Test
    void takesEveryWayToWriteARuleThatLetsThePageUpload() {
        assertFine(Check.CORS, with(new Told<>(List.of(cors("*", METHODS, "*", "etag")))));
        assertFine(Check.CORS, with(new Told<>(List.of(cors("https://*.example.org", METHODS, "*", "ETag")))));
        assertFine(Check.CORS, with(new Told<>(List.of(cors("https://other.example.org", METHODS, "*", "ETag"),
                new CorsRule(List.of("https://lorikeet.example.org"), METHODS,
                        List.of("Content-Type", "If-None-Match", "x-amz-*"), Set.of("ETag", "x-amz-id-2"))))));
        assertFine(Check.CORS, with(new Told<>(List.of(cors(PAGE.toString(), Set.of("PUT"), "*", "ETag"),
                cors("*", Set.of("GET"), "range", "Content-Range")))));
    }

    @Test
    void tellsWhichPagesCannotUpload() {
        assertAdvice(Check.CORS, with(new Absent<>()), "Pages of https://lorikeet.example.org cannot upload");
        assertAdvice(Check.CORS, with(new Told<>(List.of(cors("https://lorikeetXexample.org", METHODS, "*", "ETag")))),
                "cannot upload");
        assertAdvice(Check.CORS, with(new Told<>(List.of(cors("*", Set.of("GET", "POST"), "*", "ETag")))), "PUT");
        assertAdvice(Check.CORS, with(new Told<>(List.of(cors("*", Set.of("PUT"), "*", "ETag")))), "GET");
        assertAdvice(Check.CORS, with(new Told<>(List.of(cors("*", METHODS, "content-type", "ETag")))), "all headers");
        assertAdvice(Check.CORS, with(new Told<>(List.of(cors("*", METHODS, "*", "Date")))), "expose ETag");
    }

    @Test
    void wantsNobodyToBeLetIn() {
        assertAdvice(Check.PUBLIC, of(new Told<>(true), new Told<>(true)), "lets everybody in");
        assertAdvice(Check.PUBLIC, of(new Told<>(false), new Told<>(false)), "Block Public Access");
        assertAdvice(Check.PUBLIC, of(new Absent<>(), new Absent<>()), "Block Public Access");
        assertFine(Check.PUBLIC, of(new Untold<>("no"), new Told<>(true)));
        assertFine(Check.PUBLIC, of(new Absent<>(), new Told<>(true)));
    }

    @Test
    void wantsUploadsThatNobodyFinishesToEnd() {
        assertFine(Check.UPLOADS, having(rule("loras/", 1, false, false, false)));
        assertFine(Check.UPLOADS, having(rule("l", 1, false, false, false)));
        assertAdvice(Check.UPLOADS, having(), "7 days");
        assertAdvice(Check.UPLOADS, having(rule("loras/2026", 7, false, false, false)), "loras/");
        assertAdvice(Check.UPLOADS, having(rule("", null, true, false, false)), "loras/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "l", "loras/", "loras/2026", "thumbnails/", "thumb"})
    void wantsNoRuleThatTakesLorasAway(String prefix) {
        assertAdvice(Check.EXPIRY, having(ABORT, rule(prefix, null, true, false, false)), "The rule tidy of the");
        assertAdvice(Check.EXPIRY, having(ABORT, rule(prefix, null, false, true, false)), "freezes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"videos/", "inputs/", "logs/", "lora-backups/"})
    void leavesRulesForOtherKeysAlone(String prefix) {
        assertFine(Check.EXPIRY, having(ABORT, rule(prefix, null, true, true, false)));
    }

    @Test
    void saysWhatVersionsAndLocksCost() {
        assertAdvice(Check.VERSIONS, keeping(new Told<>(true), new Absent<>(), ABORT), "NoncurrentVersionExpiration");
        assertAdvice(Check.VERSIONS, keeping(new Told<>(true), new Told<>(true),
                rule("", null, false, false, true)), "locked");
        assertFine(Check.VERSIONS, keeping(new Told<>(true), new Told<>(false), rule("", null, false, false, true)));
        assertFine(Check.VERSIONS, keeping(new Absent<>(), new Untold<>("no"), ABORT));
    }
}
