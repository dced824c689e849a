package dev.lorikeet.standalone;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lorikeet.event.Topic;

/** What opens a door stands in no event and in no log. */
final class SecrecyTruths {
    private static final Map<String, Pattern> FORMS = Map.of(
            "a signed address", Pattern.compile("X-Amz-(?:Signature|Credential)=[^&\\s]"),
            "a person's token", Pattern.compile("eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}"),
            "a token for RunPod", Pattern.compile("/webhooks/runpod/[\\w-]+\\.\\d{1,6}\\.[\\w-]{20,}"));
    /** What a secret of ours can look like, and much else. */
    private static final Pattern LONG_WORD = Pattern.compile("[\\w-]{40,100}");

    private final Inventory inventory;
    private final Set<String> secrets;

    SecrecyTruths(Inventory inventory) {
        this.inventory = inventory;
        this.secrets = inventory.remains().secrets();
    }

    void check() {
        for (var topic : Topic.values()) {
            inventory.said(topic).forEach(event -> look(event + " on " + topic, event.headers() + " " + event.body()));
        }
        inventory.remains().eachLineOfLogs(this::look);
    }

    private void look(String where, String text) {
        FORMS.forEach((what, form) -> inventory.check(!form.matcher(text).find(), what + " stands in " + where, text));
        LONG_WORD.matcher(text)
                .results()
                .filter(word -> secrets.contains(word.group()))
                .forEach(word -> inventory.check(false, "a secret stands in " + where, text));
    }
}
