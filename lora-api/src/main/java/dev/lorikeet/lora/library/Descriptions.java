package dev.lorikeet.lora.library;

import java.time.Duration;
import java.util.regex.Pattern;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.lifecycle.DescriptionChange;
import dev.lorikeet.lora.lifecycle.DescriptionFaults;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.LoraCommand.Describe;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What owners say about their LoRAs. */
@Component
final class Descriptions {
    private static final Pattern EDITION = Pattern.compile("\"(\\d{1,18})\"");
    private static final DescriptionChange NOTHING = new DescriptionChange(null, null, null, null, null, null);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Loras loras;

    Descriptions(Loras loras) {
        this.loras = loras;
    }

    Mono<Lora.Known> edit(Lora.Known lora, DescriptionChange change, @Nullable Long edition) {
        if (change.equals(NOTHING)) {
            throw Refused.because(CommonProblem.INVALID_REQUEST, "Please name at least one field to change.");
        }
        var faults = DescriptionFaults.in(change);
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        var identity = lora.identity();
        var sent = change.name() == null
                ? loras.send(identity.lora(), new Describe(change, edition))
                : loras.sendNamed(identity.lora(), identity.workspace(), change.name(),
                        name -> new Describe(change.named(name), edition));
        return sent.onErrorMap(Unavailable.class, failure -> Refused.later(LoraProblem.NOT_SAVED, SOON, failure))
                .flatMap(Loras::known);
    }

    /** Null where the client takes any; what is no version of ours matches none. */
    static @Nullable Long edition(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        var matcher = EDITION.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw Refused.because(LoraProblem.CHANGED_MEANWHILE, "If-Match takes the ETag of this LoRA.");
        }
        return Long.valueOf(matcher.group(1));
    }
}
