package dev.lorikeet.lora.library;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.ETag;
import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.LoraEvent.AbandonReason;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.lora.lifecycle.LibraryOnMongo;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.Usage;

/** A random workspace, in MongoDB and beside it in memory. */
final class Shelf {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final List<String> SIGNS = List.of("a", "A", "b", "É", "e\u0301", "\u0301", "ß", "ẞ", "Σ", "σ", "ς",
            "İ", "ı", "i", "가", "\u1100\u1161", "ﬁ", "ｆ", "\uFFFD", "\uE000", "😀", "𐐀", "𐐨", " ", "\n", "(", ")",
            "[",
            "*", "+", ".", "?", "\\", "\\E", "\\Q", "^", "$", "|", "{", "-", "'", "\"", "#", "%", "&", "0");
    private static final List<String> TAGS = List.of("Rain", "rain", "RAIN.*", "Snow", "눈");
    private static final List<String> DIGESTS = List.of("0f".repeat(32), "a0".repeat(32));
    private static final List<String> FAMILIES = List.of("wan", "flux", "unknown");

    private final Random chance;
    private final LibraryOnMongo library;
    private final WorkspaceId workspace;
    private final TreeMap<String, Lora.Known> known = new TreeMap<>();
    private final Set<String> touched = new HashSet<>();
    private int made;

    Shelf(Random chance, LibraryOnMongo library, WorkspaceId workspace) {
        this.chance = chance;
        this.library = library;
        this.workspace = workspace;
    }

    List<Lora.Known> loras() {
        return List.copyOf(known.values());
    }

    /** Which were added or changed since {@link #look}. */
    Set<String> touched() {
        return touched;
    }

    void look() {
        touched.clear();
    }

    void fill(int count) {
        IntStream.range(0, count).forEach(_ -> add());
    }

    /** Something that happens while others look at the list. */
    void change() {
        if (known.isEmpty() || chance.nextInt(4) == 0) {
            add();
            return;
        }
        var identity = any(loras()).identity();
        put(chance.nextInt(4) == 0 ? new Lora.Deleted(identity) : state(identity));
    }

    private void add() {
        made++;
        // Such ids look like something that drivers like to convert.
        var id = "%08x%016x".formatted(chance.nextInt(), made);
        var expected = new ExpectedObject(new ObjectKey("loras/20260304/12/w/" + id + "/f.safetensors"),
                text(8).replaceAll("[\\n\\\\]", "-") + ".safetensors", 1 + chance.nextInt(3), null, null);
        put(state(new Lora.Identity(new LoraId(id), workspace, "kim", NOON, expected, null)));
    }

    private void put(Lora.Known lora) {
        library.put(lora);
        known.put(lora.identity().lora().value(), lora);
        touched.add(lora.identity().lora().value());
    }

    private Lora.Known state(Lora.Identity identity) {
        var uploadedAt = NOON.plusSeconds(chance.nextInt(3)).plusNanos(chance.nextInt(2));
        var ready = new Lora.Ready(identity, description(),
                new Lora.Proof(new StoredObject(identity.expected().key(), identity.expected().size(), new ETag("e")),
                        facts(), chance.nextBoolean() ? null : new Sha256(digest())),
                usage(), uploadedAt, uploadedAt, 1);
        var rejected = new Lora.Rejected(identity, ready.description(), new Reason("INCOMPLETE", "It is cut short."),
                uploadedAt, uploadedAt);
        return switch (chance.nextInt(12)) {
            case 0 -> new Lora.Uploading(identity, ready.description(), 5, NOON.plusSeconds(60));
            case 1 -> new Lora.Verifying(identity, ready.description(), uploadedAt);
            case 2 -> rejected;
            case 3 -> new Lora.Missing(ready, new Reason("OBJECT_MISSING", "It is gone."), NOON);
            case 4 -> new Lora.Deleting(chance.nextBoolean() ? ready : rejected, NOON, NOON);
            case 5 -> new Lora.Discarded(
                    chance.nextBoolean() ? new Lora.Missing(ready, new Reason("OBJECT_MISSING", "It is gone."), NOON)
                            : rejected,
                    NOON);
            case 6 -> new Lora.Abandoned(identity, AbandonReason.CANCELLED);
            default -> ready;
        };
    }

    private Usage usage() {
        var last = chance.nextBoolean() ? null : NOON.plusSeconds(chance.nextInt(2));
        return new Usage(last == null ? 0 : 1, last, List.of(), List.of());
    }

    private LoraDescription description() {
        var expert = chance.nextBoolean() ? null : any(List.of(NoiseExpert.HIGH, NoiseExpert.LOW, NoiseExpert.BOTH));
        return new LoraDescription(text(4), null, some(TAGS), Stream.generate(() -> text(5))
                .limit(chance.nextInt(3))
                .toList(), 1, expert);
    }

    private LoraFacts facts() {
        return new LoraFacts(LoraFacts.FileFormat.SAFETENSORS,
                new Adapter(Adapter.AdapterKind.UNKNOWN, null, null, "BF16", 1, 1),
                new TargetModel(any(FAMILIES), null, null, TargetModel.VideoTask.UNKNOWN,
                        LoraFacts.Confidence.UNKNOWN, List.of()),
                new LoraFacts.ExpertFinding(any(List.of(NoiseExpert.values())), LoraFacts.Confidence.UNKNOWN,
                        List.of()),
                FileTexts.none(), null, List.of());
    }

    /** Short ones of few signs are often equal, or part of each other. */
    private String text(int most) {
        var text = new StringBuilder();
        int length = 1 + chance.nextInt(most);
        for (int i = 0; i < length; i++) {
            text.append(chance.nextInt(5) == 0 ? Character.toString(anyPoint()) : any(SIGNS));
        }
        return text.toString();
    }

    private int anyPoint() {
        int point = chance.nextInt(Character.MAX_CODE_POINT + 1);
        boolean allowed = !Character.isISOControl(point)
                && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
        return allowed ? point : 'x';
    }

    /** A random query's words: a part of some text, in whatever case, or anything. */
    String words() {
        var texts = new ArrayList<>(List.of(text(3)));
        known.values().stream().flatMap(lora -> Naive.texts(lora).stream()).forEach(texts::add);
        var points = any(texts).codePoints().toArray();
        int from = chance.nextInt(points.length);
        int count = 1 + chance.nextInt(Math.min(5, points.length - from));
        return IntStream.range(from, from + count)
                .map(at -> switch (chance.nextInt(3)) {
                    case 0 -> Character.toUpperCase(points[at]);
                    case 1 -> Character.toLowerCase(points[at]);
                    default -> points[at];
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    String tag() {
        return any(TAGS);
    }

    String digest() {
        return any(DIGESTS);
    }

    String family() {
        return any(FAMILIES);
    }

    <T> T any(List<T> choices) {
        return choices.get(chance.nextInt(choices.size()));
    }

    <T> List<T> some(List<T> choices) {
        return choices.stream().filter(_ -> chance.nextInt(3) == 0).toList();
    }
}
