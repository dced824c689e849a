package dev.lorikeet.generation.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.lorikeet.generation.dispatch.JobWorld.Life;
import dev.lorikeet.generation.notice.Receivers;
import dev.lorikeet.generation.notice.SignedNotice;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Somebody who wants to be told, and is not always in the mood. Looks by itself whether it is told the truth. */
final class PlayedReceiver implements Receivers {
    static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final List<SignedNotice> heard = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> secrets = new HashSet<>();
    private Supplier<Mood> mood = () -> Mood.TAKES;

    PlayedReceiver(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** What it does with what it hears. */
    enum Mood {
        TAKES,
        REFUSES,
        TAKES_AND_DOES_NOT_SAY,
        IS_SILENT,
        IS_GONE
    }

    void isIn(Supplier<Mood> next) {
        mood = next;
    }

    void knows(List<String> told) {
        secrets.addAll(told);
    }

    /** As one instance reaches it. */
    Receivers reachedBy(Life life) {
        return notice -> life.alive(() -> tell(notice));
    }

    @Override
    public Mono<Answer> tell(SignedNotice notice) {
        heard.add(notice);
        var now = mood.get();
        if (now == Mood.TAKES || now == Mood.TAKES_AND_DOES_NOT_SAY) {
            taken.add(notice.id());
        }
        return switch (now) {
            case TAKES -> later(SOON, new Answer.Taken());
            case REFUSES -> later(SOON, new Answer.NotTaken("It answered 500.", false));
            case TAKES_AND_DOES_NOT_SAY, IS_SILENT ->
                later(PATIENCE, new Answer.NotTaken("It did not answer in time.", false));
            case IS_GONE -> later(SOON, new Answer.NotTaken("It answered 410.", true));
        };
    }

    private Mono<Answer> later(Duration wait, Answer answer) {
        return Mono.delay(wait, scheduler).thenReturn(answer);
    }

    List<SignedNotice> heard() {
        return heard;
    }

    List<Instant> heardAt() {
        return heard.stream().map(SignedNotice::at).toList();
    }

    boolean hasTaken(String id) {
        return taken.contains(id);
    }

    /** Each of the signatures is by one of the secrets it knows, and none is too many. */
    boolean believes(SignedNotice notice) {
        var said = notice.id() + "." + notice.at().getEpochSecond() + "." + notice.body();
        var signatures = Arrays.asList(notice.signature().split(" "));
        return signatures.size() == secrets.size()
                && secrets.stream().allMatch(secret -> signatures.contains("v1," + mac(secret, said)));
    }

    private static String mac(String secret, String said) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
