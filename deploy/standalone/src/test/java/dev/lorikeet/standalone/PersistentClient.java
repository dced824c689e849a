package dev.lorikeet.standalone;

import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.lorikeet.standalone.LoraClient.Answer;
import dev.lorikeet.standalone.Story.Step;
import dev.lorikeet.standalone.Story.Told;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A client of a program that is killed again and again. It repeats what nobody answered, with the same key, as a good
 * client does; now and then it walks away. Everything goes into stories.
 */
final class PersistentClient implements Runnable {
    private static final Set<Integer> LATER = Set.of(429, 503);
    private static final Set<Integer> ORDERED = Set.of(200, 202);
    private static final int ORDERS_IN_A_LIFE = 2;
    private static final int MOST_TRIES = 4_000;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final String name;
    private final LoraClient http;
    private final Lives lives;
    private final Random chance;
    private final Queue<Story> uploads;
    private final Queue<Story> orders;
    private int number;
    private int life;
    private int ordersInLife;

    PersistentClient(String name, LoraClient http, Lives lives, Random chance, Queue<Story> uploads,
            Queue<Story> orders) {
        this.name = name;
        this.http = http;
        this.lives = lives;
        this.chance = chance;
        this.uploads = uploads;
        this.orders = orders;
    }

    /** Nobody answers any more because all is over. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void run() {
        try {
            while (lives.await()) {
                upload();
            }
        } catch (Over over) {
            // What was being done is left as a client leaves it that vanishes.
        }
    }

    /** At least one upload, and one order of a video with a LoRA that is there; more of it as long as that is so. */
    void visit(String lora, BooleanSupplier goesOn) {
        try {
            do {
                upload();
                number++;
                orderIfFew(lora);
            } while (goesOn.getAsBoolean());
        } catch (Over over) {
            // As above.
        }
    }

    private void upload() {
        int nth = ++number;
        var kind = FileKind.any(chance);
        var bytes = kind.bytes(chance.nextInt());
        var story = new Story("%s %d: a file that is %s".formatted(name, nth, kind), http.workspace(),
                kind.isSound());
        uploads.add(story);
        var ticket = ticket(story, nth, bytes.length);
        if (story.was(Step.TICKET, Told.YES)
                && (kind == FileKind.NEVER_SENT || put(story, ticket.required("upload"), bytes))) {
            finish(story);
        }
    }

    private void finish(Story story) {
        double then = chance.nextDouble();
        if (then < 0.05) {
            story.note("walks away");
        } else if (then < 0.1) {
            ask(story, Step.ABANDON, Set.of(204), () -> http.send("DELETE", path(story) + "/upload", null));
        } else {
            ask(story, Step.COMPLETE, Set.of(202), () -> http.send("POST", path(story) + "/upload/complete", "{}"));
            afterwards(story);
        }
    }

    /** Now and then asked for once more, as by a client that missed the answer. */
    private JsonNode ticket(Story story, int nth, int size) {
        JsonNode ticket = NullNode.getInstance();
        for (int times = chance.nextInt(8) == 0 ? 2 : 1; times > 0; times--) {
            ticket = ask(story, Step.TICKET, Set.of(200, 201), () -> http.sendOnce(name + "-" + nth,
                    "/api/lora/upload", "{\"fileName\":\"%s-%d.safetensors\",\"fileSize\":%d}".formatted(name, nth,
                            size)));
            if (!story.was(Step.TICKET, Told.YES)) {
                break;
            }
            story.calledBy(ticket.required("lora").required("id").asString());
        }
        return ticket;
    }

    private static String path(Story story) {
        return "/api/lora/" + story.id().orElseThrow();
    }

    /** Whether all of it arrived. A part that was there before it could be sent again is there. */
    private boolean put(Story story, JsonNode upload, byte[] bytes) {
        int size = upload.required("partSize").asInt();
        for (var part : upload.required("parts")) {
            int from = (part.required("number").asInt() - 1) * size;
            var piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            ask(story, Step.PUT, Set.of(200, 412), () -> http.put(part, piece));
            if (!story.was(Step.PUT, Told.YES)) {
                return false;
            }
        }
        return true;
    }

    private void afterwards(Story story) {
        double then = chance.nextDouble();
        if (then < 0.6 && isReady(story)) {
            if (then < 0.25) {
                orderIfFew(story.id().orElseThrow());
            } else if (then < 0.5) {
                delete(story);
            }
        } else if (then >= 0.8) {
            looksAtOthers(story);
        }
    }

    /** Whatever state the program is in, nobody sees or uses what another workspace has. */
    private void looksAtOthers(Story story) {
        int drawn = chance.nextInt(Integer.MAX_VALUE);
        var foreign = uploads.stream()
                .filter(other -> !other.workspace().equals(http.workspace()))
                .flatMap(other -> other.id().stream())
                .toList();
        if (foreign.isEmpty()) {
            return;
        }
        var id = foreign.get(drawn % foreign.size());
        var seen = answer(story, () -> http.send("GET", "/api/lora/" + id, null));
        var used = answer(story, () -> http.orderOnce(name + "-" + number + "-of-others",
                Studio.body(name + "-" + number + "-of-others", id, "", "fail")));
        if (seen.status() != 404 || ORDERED.contains(used.status())) {
            story.contradicts("of another workspace: %s %s".formatted(text(seen), text(used)));
        }
        var listed = text(answer(story, () -> http.send("GET", "/api/lora?limit=200", null)));
        foreign.stream().filter(listed::contains).forEach(one -> story.contradicts("is shown another one's " + one));
    }

    /** Looks often: a small file is proven within a moment. */
    private boolean isReady(Story story) {
        for (int looks = 0; looks < MOST_TRIES; looks++) {
            var status = answer(story, () -> http.send("GET", path(story), null)).json()
                    .at("/lora/status")
                    .asString("none");
            if (!status.equals("verifying")) {
                story.note("sees it " + status);
                return status.equals("ready");
            }
            lives.let(BETWEEN_TRIES);
        }
        return false;
    }

    private void delete(Story story) {
        ask(story, Step.DELETE, Set.of(200), () -> http.send("DELETE", path(story), null));
        if (chance.nextInt(3) == 0 && story.was(Step.DELETE, Told.YES)) {
            ask(story, Step.RESTORE, Set.of(200), () -> http.send("POST", path(story) + "/restore", null));
        }
    }

    /** The stand-in makes few videos at a time, and all of them have to be waited for. */
    private void orderIfFew(String lora) {
        if (life != lives.current()) {
            life = lives.current();
            ordersInLife = 0;
        }
        if (ordersInLife < ORDERS_IN_A_LIFE && order(lora)) {
            ordersInLife++;
        }
    }

    /** Whether it was accepted: a LoRA that was ready a moment ago may not be known to everybody. */
    private boolean order(String lora) {
        var key = name + "-" + number;
        var story = new Story(key, http.workspace(), true);
        orders.add(story);
        Supplier<Answer> ordering = () -> http.orderOnce(key, Studio.body(key, lora, "", "fail"));
        for (int times = chance.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
            var answer = ask(story, Step.ORDER, ORDERED, ordering);
            if (!story.was(Step.ORDER, Told.YES)) {
                return false;
            }
            story.calledBy(answer.required("job").required("id").asString());
        }
        if (chance.nextInt(6) == 0) {
            ask(story, Step.CANCEL, Set.of(200), () -> http.generation("DELETE",
                    "/api/generate/" + story.id().orElseThrow(), null));
        }
        return true;
    }

    private JsonNode ask(Story story, Step step, Set<Integer> yes, Supplier<Answer> request) {
        story.sends(step, lives.current());
        var answer = answer(story, request);
        boolean agreed = yes.contains(answer.status());
        story.hears(step, agreed ? Told.YES : Told.NO, answer.status() + (agreed ? "" : " " + text(answer)));
        return agreed && text(answer).startsWith("{") ? answer.json() : NullNode.getInstance();
    }

    /** Asks until somebody answers. */
    private Answer answer(Story story, Supplier<Answer> request) {
        for (int tries = 0; tries < MOST_TRIES && lives.await(); tries++) {
            int asked = lives.current();
            try {
                var answer = request.get();
                if (isNonsense(answer)) {
                    story.note("WRONG: life " + asked + ": " + text(answer));
                }
                if (!LATER.contains(answer.status())) {
                    return answer;
                }
                story.note("life " + asked + ": " + answer.status());
            } catch (CompletionException nobody) {
                boolean hangs = nobody.getCause() instanceof HttpTimeoutException;
                story.note((hangs ? "WRONG: " : "") + "life " + asked + ": no answer: " + nobody.getCause());
            }
            lives.let(BETWEEN_TRIES);
        }
        throw new Over();
    }

    /** Whoever refuses for a while says for how long. */
    private static boolean isNonsense(Answer answer) {
        return switch (answer.status()) {
            case 500 -> true;
            case 503 -> answer.headers().firstValue("Retry-After").isEmpty();
            default -> false;
        };
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
