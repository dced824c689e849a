package dev.lorikeet.standalone;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;

/** Touches a screen. */
final class Finger {
    private static final int STEP = 20;
    private static final int WAY = 160;
    private static final int FROM_EDGE = 40;

    private Finger() {}

    static void swipeLeft(Visit visit, Locator over) {
        over.scrollIntoViewIfNeeded();
        var box = over.boundingBox();
        double x = box.x + box.width - FROM_EDGE;
        double y = box.y + box.height / 2;
        var screen = visit.context().newCDPSession(visit.page());
        touch(screen, "touchStart", at(x, y));
        for (int moved = STEP; moved <= WAY; moved += STEP) {
            touch(screen, "touchMove", at(x - moved, y));
        }
        touch(screen, "touchEnd", new JsonArray());
    }

    private static JsonArray at(double x, double y) {
        var point = new JsonObject();
        point.addProperty("x", x);
        point.addProperty("y", y);
        var points = new JsonArray();
        points.add(point);
        return points;
    }

    private static void touch(CDPSession screen, String type, JsonArray points) {
        var event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        screen.send("Input.dispatchTouchEvent", event);
    }
}
