package dev.lorikeet.generation.notice;

import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;

import dev.lorikeet.http.OpenWeb;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Posts notices to addresses on the {@link OpenWeb}. Follows no redirect, and reads nothing of an answer but its status,
 * so that nobody can send us elsewhere or keep us busy.
 */
final class HttpReceivers implements Receivers {
    private static final int GONE = 410;

    private final NoticeLimits limits;
    private final Scheduler sending;
    private final HttpClient http;

    /** @param sending has as many threads as notices may be sent at once */
    HttpReceivers(NoticeLimits limits, Scheduler sending) {
        this.limits = limits;
        this.sending = sending;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.time())
                .build();
    }

    @Override
    public Mono<Answer> tell(SignedNotice notice) {
        return Mono.fromCallable(() -> asked(notice)).subscribeOn(sending);
    }

    private Answer asked(SignedNotice notice) {
        try {
            return isAllowed(notice) ? posted(notice)
                    : new Answer.NotTaken("Its address does not lead to the open web.", true);
        } catch (UnknownHostException unknown) {
            return new Answer.NotTaken("Nobody knows its host.", false);
        } catch (HttpTimeoutException late) {
            return new Answer.NotTaken("It did not answer in time.", false);
        } catch (IOException failure) {
            return new Answer.NotTaken("It could not be reached, or broke off.", false);
        } catch (IllegalArgumentException none) {
            return new Answer.NotTaken("Its address is none that could be asked.", true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Answer.NotTaken("The service was stopped.", false);
        }
    }

    private boolean isAllowed(SignedNotice notice) throws UnknownHostException {
        var host = notice.address().getHost();
        if (host != null && limits.trustedHosts().contains(host)) {
            return true;
        }
        return host != null && "https".equalsIgnoreCase(notice.address().getScheme()) && OpenWeb.has(host);
    }

    private Answer posted(SignedNotice notice) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(notice.address())
                .timeout(limits.time())
                .header("Content-Type", "application/json")
                .header("User-Agent", "Lorikeet")
                .header("webhook-id", notice.id())
                .header("webhook-timestamp", String.valueOf(notice.at().getEpochSecond()))
                .header("webhook-signature", notice.signature())
                .POST(BodyPublishers.ofString(notice.body()))
                .build();
        var answer = http.send(request, BodyHandlers.ofInputStream());
        answer.body().close();
        return meaning(answer.statusCode());
    }

    private static Answer meaning(int status) {
        return status >= 200 && status < 300
                ? new Answer.Taken()
                : new Answer.NotTaken("It answered " + status + ".", status == GONE);
    }
}
