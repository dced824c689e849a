package dev.lorikeet.http.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import dev.lorikeet.http.testing.ApiClient.Answer;
import dev.lorikeet.http.testing.Fuzz.Attempt;
import org.assertj.core.api.SoftAssertions;

/**
 * Whatever a service is sent, it keeps its contract. Another run is {@code -Dlorikeet.fuzz.seed=N}, a longer one
 * {@code -Dlorikeet.fuzz.requests=N}.
 */
public final class FuzzRun {
    public static final long SEED = Long.getLong("lorikeet.fuzz.seed", 20_260_131L);
    private static final int REQUESTS = Integer.getInteger("lorikeet.fuzz.requests", 2_400);
    /** So often there is something new to ask about. */
    private static final int ROUND = 100;

    private final Contract contract;
    private final ApiClient client;
    private final Fuzz fuzz;
    private final SoftAssertions broken = new SoftAssertions();
    private final Map<String, Integer> accepted = new TreeMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();

    public FuzzRun(Contract contract, ApiClient client, Fuzz fuzz) {
        this.contract = contract;
        this.client = client;
        this.fuzz = fuzz;
    }

    /**
     * Sends all of the requests.
     *
     * @param renew makes something in every state there is, and lets the fuzz know
     * @param made looks at what was accepted with the status 201 or 202
     */
    public void run(Consumer<Fuzz> renew, Consumer<Answer> made) {
        for (int i = 0; i < REQUESTS; i++) {
            if (i % ROUND == 0) {
                renew.accept(fuzz);
            }
            send(fuzz.attempt(i), made);
        }
        System.out.printf("The fuzz with seed %d%n  accepted %s%n  refused %s%n", SEED, accepted, refused);
    }

    /** Every answer fits the contract, and each route has accepted something and refused something. */
    public void assertContractIsKept() {
        broken.assertThat(accepted.keySet()).as("accepted, seed %d", SEED).containsAll(contract.routes());
        broken.assertThat(refused.keySet()).as("refused, seed %d", SEED).containsAll(contract.routes());
        broken.assertAll();
    }

    private void send(Attempt attempt, Consumer<Answer> made) {
        var sender = client;
        for (var header : attempt.headers().entrySet()) {
            sender = sender.with(header.getKey(), header.getValue());
        }
        try {
            var answer = sender.send(attempt.method(), attempt.target(), attempt.body());
            if (answer.status() >= 500) {
                broken.fail("seed " + SEED + ": " + attempt + " -> " + answer.status());
            }
            if (answer.status() == 201 || answer.status() == 202) {
                made.accept(answer);
            }
            count(attempt, answer);
        } catch (CompletionException silent) {
            broken.fail("seed " + SEED + ": " + attempt + "\n  " + silent.getCause());
        } catch (AssertionError violation) {
            broken.fail("seed " + SEED + ": " + attempt + "\n  " + violation.getMessage());
        }
    }

    /** HEAD is only a way to ask what GET would say. */
    private void count(Attempt attempt, Answer answer) {
        contract.route(attempt.method(), attempt.target())
                .filter(_ -> !attempt.method().equals("HEAD"))
                .ifPresent(route -> (answer.status() < 300 ? accepted : refused).merge(route, 1, Integer::sum));
    }
}
