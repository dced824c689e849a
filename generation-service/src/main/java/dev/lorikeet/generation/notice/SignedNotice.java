package dev.lorikeet.generation.notice;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import dev.lorikeet.generation.job.Generation.Ended;

/**
 * One attempt to tell somebody, as it goes over the wire.
 *
 * @param id the same at every attempt, so that receivers can tell a repetition
 * @param signature one for each secret, newest first
 */
public record SignedNotice(URI address, String id, Instant at, String signature, String body) {

    static SignedNotice of(Ended ended, URI address, Instant at, List<SigningSecret> secrets) {
        var id = "notice_" + ended.job().id().value();
        var body = NoticeBody.of(ended);
        return new SignedNotice(address, id, at,
                secrets.stream().map(secret -> secret.sign(id, at, body)).collect(Collectors.joining(" ")), body);
    }

    @Override
    public String toString() {
        return id + " for " + address.getHost();
    }
}
