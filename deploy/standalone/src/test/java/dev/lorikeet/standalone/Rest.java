package dev.lorikeet.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether everything has ended that ends by itself, as far as a quick look tells; whatever it came to. */
record Rest(Remains remains) {
    private static final Set<String> HASHED = Set.of("announced", "ended");

    boolean isNear() {
        return each("lora-api/loras", lora -> !Set.of("verifying", "deleting", "discarded").contains(lora.status()))
                && each("generation-service/generations", job -> JobTruths.isEnd(job.status()))
                && each("generation-service/lanes", lane -> lane.state().at("slots").all().isEmpty())
                && each("storage-worker/verifications", verification -> !verification.status().equals("waiting"))
                && each("storage-worker/hashings", hashing -> HASHED.contains(hashing.status()))
                && each("storage-worker/removals", removal -> !removal.status().equals("due"))
                && remains.isSilent()
                && hasArrived();
    }

    /** The same when every ticket has run out, for services that believe it is so much later. */
    boolean isNear(Duration later) {
        return isNear() && remains.openUploads().isEmpty()
                && remains.remoteJobs().now().stream().allMatch(JobTruths::hasEnded)
                && each("lora-api/loras", lora -> !lora.status().equals("uploading"))
                && each("storage-worker/removals", removal -> !isOverdue(removal, Instant.now().plus(later)));
    }

    /** Whether somebody was to make sure by now that an object is still gone. */
    static boolean isOverdue(Tree removal, Instant now) {
        return removal.status().equals("removed")
                && Instant.parse(removal.state().at("lookAgain").text()).isBefore(now);
    }

    private boolean each(String collection, Predicate<Tree> condition) {
        return remains.documents(collection).values().stream().allMatch(condition);
    }

    /** What is said last is what others still have to hear: the digest of each LoRA, and every change of the library. */
    private boolean hasArrived() {
        var loras = remains.documents("lora-api/loras");
        return loras.values()
                .stream()
                .filter(lora -> lora.status().equals("ready"))
                .allMatch(lora -> lora.state().at("proof", "sha256").found().isPresent())
                && fingerprints(loras).equals(fingerprints(remains.documents("generation-service/catalogue")));
    }

    private static Map<String, String> fingerprints(Map<String, Tree> documents) {
        return documents.entrySet()
                .stream()
                .filter(document -> document.getValue().at("list", "fingerprint").found().isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey,
                        document -> document.getValue().at("list", "fingerprint").text()));
    }
}
