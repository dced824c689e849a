package dev.lorikeet.standalone;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.s3.model.S3Object;

/** What holds of the bucket: every object that is claimed is there, and every object that is there is claimed. */
record BucketTruths(Inventory inventory) {

    void check() {
        var unclaimed = new HashMap<>(inventory.objects());
        inventory.ready().forEach(lora -> proven(lora, unclaimed));
        var told = inventory.catalogue()
                .values()
                .stream()
                .map(event -> event.content().at("object", "key").text())
                .collect(Collectors.toSet());
        inventory.loras().forEach((id, lora) -> {
            var key = lora.state().at("identity", "expected", "key").text();
            if (inventory.isOpen(lora)) {
                unclaimed.remove(key);
            } else if (lora.status().equals("deleted")) {
                gone(id, key, told);
            }
        });
        inventory.eachJob("succeeded", (id, job) -> video(id, job, unclaimed));
        inventory.check(unclaimed.isEmpty(), "objects that nobody claims", unclaimed.keySet());
        inventory.check(!inventory.isLater() || inventory.remains().openUploads().isEmpty(), "open multipart uploads",
                inventory.remains().openUploads());
    }

    private void proven(Tree lora, Map<String, S3Object> unclaimed) {
        var proof = lora.state().at("proof");
        var key = proof.at("object", "key").text();
        var object = unclaimed.remove(key);
        inventory.check(object != null && object.size() == proof.at("object", "size").number()
                && object.eTag().replace("\"", "").equals(proof.at("object", "etag").text()),
                "ready LoRA " + LibraryTruths.idOf(lora) + " has not the object that was proven", lora + " " + object);
        var digest = proof.at("sha256").found();
        if (object != null && digest.isPresent()) {
            var bytes = inventory.remains().sha256(key);
            inventory.check(bytes.equals(digest.get()),
                    "ready LoRA " + LibraryTruths.idOf(lora) + " has other bytes than were hashed",
                    lora + " and " + bytes);
        }
    }

    private void gone(String id, String key, Set<String> told) {
        inventory.check(!key.isEmpty() && !inventory.objects().containsKey(key),
                "deleted LoRA " + id + " still has its object", key);
        inventory.check(!told.contains(key), "the catalogue still tells of the object of deleted LoRA " + id, key);
    }

    private void video(String id, Tree job, Map<String, S3Object> unclaimed) {
        var video = job.state().at("video");
        var key = video.at("key").text();
        var object = unclaimed.remove(key);
        inventory.check(object != null && object.size() == video.at("size").number(),
                "job " + id + " succeeded without its video", job + " " + object);
        if (object != null) {
            var bytes = inventory.remains().sha256(key);
            inventory.check(bytes.equals(video.at("sha256").text()),
                    "job " + id + " has another video than it says", job + " and " + bytes);
        }
        video.at("thumbnail")
                .found()
                .ifPresent(thumbnail -> inventory.check(unclaimed.remove(thumbnail) != null,
                        "job " + id + " has no thumbnail where it says", thumbnail));
    }
}
