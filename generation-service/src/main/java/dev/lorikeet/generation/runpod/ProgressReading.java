package dev.lorikeet.generation.runpod;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.generation.job.RemoteProgress;
import dev.lorikeet.generation.job.RemoteProgress.Phase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads how far a job is out of whatever its worker reports: a number, "4/10", "40%", or an object with such. */
public final class ProgressReading {
    private static final Pattern OF = Pattern.compile("(\\d{1,6})\\s*/\\s*(\\d{1,6})");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(?:\\.\\d+)?\\s*%");
    private static final int ALL = 100;
    private static final int TENTH = 10;
    private static final int LONGEST = 200;

    private ProgressReading() {}

    /**
     * How far a job is.
     *
     * @param before never gone back on, as long as the same worker has it
     */
    public static RemoteProgress of(RemoteJob job, RemoteProgress before) {
        if (job.status() == RemoteJob.Status.IN_QUEUE || job.status() == RemoteJob.Status.UNKNOWN) {
            return new RemoteProgress(Phase.WAITING_FOR_WORKER, 0, null, null, job.delayMillis());
        }
        boolean sameWorker = job.worker() == null || job.worker().equals(before.worker());
        var said = job.output() instanceof Output.Here(var value) ? value : null;
        var stage = said == null ? null : stage(said);
        var phase = phase(stage, before, sameWorker);
        int percent = ofTheWhole(phase, said == null ? 0 : percent(said).orElse(0));
        return new RemoteProgress(phase,
                sameWorker ? Math.max(percent, before.percent()) : percent,
                stage, job.worker() == null ? before.worker() : job.worker(), job.delayMillis());
    }

    private static Phase phase(@Nullable String stage, RemoteProgress before, boolean sameWorker) {
        var folded = stage == null ? "" : stage.toLowerCase(Locale.ROOT);
        if (folded.contains("lora") || folded.contains("download")) {
            return Phase.FETCHING_LORAS;
        }
        if (folded.contains("encod") || folded.contains("sav")) {
            return Phase.ENCODING;
        }
        return sameWorker && folded.isEmpty() && before.phase() != Phase.WAITING_FOR_WORKER
                ? before.phase()
                : Phase.RENDERING;
    }

    /** Workers count each phase by itself; what comes before and after the rendering is short. */
    private static int ofTheWhole(Phase phase, int percent) {
        return switch (phase) {
            case WAITING_FOR_WORKER -> 0;
            case FETCHING_LORAS -> percent / TENTH;
            case RENDERING -> Math.min(percent, ALL - TENTH);
            case ENCODING -> ALL - TENTH + percent / TENTH;
        };
    }

    private static Optional<Integer> percent(JsonNode said) {
        if (said.isString()) {
            return ofText(said.asString());
        }
        if (said.isNumber()) {
            return Optional.of(ofNumber(said.asDouble()));
        }
        for (var name : new String[]{"percent", "progress", "percentage"}) {
            if (said.has(name)) {
                return name.startsWith("percent") && said.get(name).isNumber()
                        ? Optional.of(bounded(said.get(name).asDouble()))
                        : percent(said.get(name));
            }
        }
        double total = said.path("total").asDouble(0);
        return total > 0 && said.has("step")
                ? Optional.of(bounded(ALL * said.path("step").asDouble(0) / total))
                : Optional.empty();
    }

    private static Optional<Integer> ofText(String text) {
        var of = OF.matcher(text);
        if (of.find() && Integer.parseInt(of.group(2)) > 0) {
            return Optional.of(bounded(ALL * Double.parseDouble(of.group(1)) / Integer.parseInt(of.group(2))));
        }
        var percent = PERCENT.matcher(text);
        return percent.find() ? Optional.of(bounded(Integer.parseInt(percent.group(1)))) : Optional.empty();
    }

    /** Up to one is a share, above it a percentage. */
    private static int ofNumber(double number) {
        return bounded(number <= 1 ? ALL * number : number);
    }

    private static int bounded(double percent) {
        return (int) Math.clamp(percent, 0, ALL);
    }

    private static @Nullable String stage(JsonNode said) {
        if (said.isString()) {
            return cut(said.asString());
        }
        for (var name : new String[]{"phase", "stage", "status", "message"}) {
            if (said.path(name).isString() && !said.path(name).asString().isBlank()) {
                return cut(said.path(name).asString());
            }
        }
        return null;
    }

    private static String cut(String text) {
        var shown = Discreet.of(text);
        return shown.substring(0, Math.min(LONGEST, shown.length()));
    }
}
