package dev.lorikeet.standalone;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * What one client wanted of one LoRA or one video, what it sent, and what it was told. Written by that client; read by
 * everybody when all is over.
 */
final class Story {
    enum Step {
        TICKET,
        PUT,
        COMPLETE,
        ABANDON,
        DELETE,
        RESTORE,
        ORDER,
        CANCEL
    }

    /** How far a step got: sent at least once, answered with yes, or answered with no. */
    enum Told {
        SENT,
        YES,
        NO
    }

    private final String title;
    private final String workspace;
    private final boolean sound;
    private final Map<Step, Told> steps = new EnumMap<>(Step.class);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private @Nullable String id;

    /** @param sound whether what is sent is what was announced */
    Story(String title, String workspace, boolean sound) {
        this.title = title;
        this.workspace = workspace;
        this.sound = sound;
    }

    synchronized void sends(Step step, int life) {
        steps.putIfAbsent(step, Told.SENT);
        lines.add("life " + life + ": sends " + step);
    }

    synchronized void hears(Step step, Told told, String answer) {
        steps.put(step, told);
        note(step + ": " + answer);
    }

    void note(String line) {
        lines.add(line);
    }

    synchronized void calledBy(String name) {
        if (id != null && !id.equals(name)) {
            contradicts("it was " + id + " before, and the same key now gives " + name);
        }
        id = name;
    }

    synchronized Optional<String> id() {
        return Optional.ofNullable(id);
    }

    synchronized boolean was(Step step, Told told) {
        return steps.get(step) == told;
    }

    synchronized boolean touched(Step step) {
        return steps.containsKey(step);
    }

    /** Of how many this step was answered with yes. */
    static long count(Collection<Story> stories, Step step) {
        return stories.stream().filter(story -> story.was(step, Told.YES)).count();
    }

    /** Something that nobody may be told. */
    void contradicts(String what) {
        lines.add("WRONG: " + what);
    }

    boolean hasContradiction() {
        return lines.stream().anyMatch(line -> line.startsWith("WRONG"));
    }

    boolean isSound() {
        return sound;
    }

    String title() {
        return title;
    }

    String workspace() {
        return workspace;
    }

    @Override
    public String toString() {
        return title + " (" + id().orElse("no id") + ")\n      " + String.join("\n      ", lines);
    }
}
