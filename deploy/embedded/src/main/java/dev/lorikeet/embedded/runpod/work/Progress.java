package dev.lorikeet.embedded.runpod.work;

import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells how far the work is, and not each step of it. */
final class Progress {
    private static final int STEP = 10;

    private final Consumer<JsonNode> told;
    private String phase = "";
    private int percent = -1;

    Progress(Consumer<JsonNode> told) {
        this.told = told;
    }

    void tell(String nowPhase, long done, long all) {
        int nowPercent = all <= 0 ? 100 : (int) Math.min(100, 100 * done / all);
        if (!nowPhase.equals(phase) || nowPercent >= percent + STEP || (nowPercent == 100 && percent < 100)) {
            phase = nowPhase;
            percent = nowPercent;
            told.accept(JsonMapper.shared().createObjectNode().put("phase", phase).put("percent", percent));
        }
    }
}
