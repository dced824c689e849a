package dev.lorikeet.generation.payload;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;

/**
 * What goes with an order when it is sent, and only then: signed addresses do not last.
 *
 * @param loras one address for each LoRA of the order
 * @param pictures by the names of the parameters they belong to
 */
public record Shipment(GenerationId job, Map<LoraId, SignedLink> loras, Map<String, ShippedPicture> pictures) {
    public Shipment {
        loras = Map.copyOf(loras);
        pictures = Map.copyOf(pictures);
    }

    /** Anybody who holds it can fetch the object until it expires. */
    public record SignedLink(URI url, Instant expiresAt) {
        @Override
        public String toString() {
            return "SignedLink[" + url.getPath() + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** A picture on its way. */
    public sealed interface ShippedPicture {}

    /** The worker fetches it. */
    public record LinkedPicture(URI url) implements ShippedPicture {}

    /** Raw base64, without anything before it. */
    public record InlinedPicture(String base64) implements ShippedPicture {
        @Override
        public String toString() {
            return "InlinedPicture[" + base64.length() + " characters]";
        }
    }
}
