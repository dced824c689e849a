package dev.lorikeet.lora.upload;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.lorikeet.lora.upload.UploadStore.Completion.WrongParts;
import dev.lorikeet.lora.upload.UploadStore.PartTag;
import dev.lorikeet.lora.upload.UploadStore.StoredPart;

/**
 * Whether the parts that are there are the file. A store would put any of them together, and the key, which is used only
 * once, would be lost to a torso.
 */
final class PartCheck {
    private PartCheck() {}

    static Optional<WrongParts> fault(long size, List<StoredPart> stored, List<PartTag> told) {
        var byNumber = stored.stream().collect(Collectors.toMap(StoredPart::number, Function.identity()));
        var seen = new HashSet<Integer>();
        long sum = 0;
        for (var tag : told) {
            var part = byNumber.get(tag.number());
            if (part == null) {
                return wrong("Part " + tag.number() + " is not there. Please upload it.");
            }
            if (!part.etag().equals(tag.etag())) {
                return wrong("Part " + tag.number() + " is not the one that was named. Please upload it again.");
            }
            if (!seen.add(tag.number())) {
                return wrong("Part " + tag.number() + " is named twice.");
            }
            sum += part.size();
        }
        return sum == size
                ? Optional.empty()
                : wrong("The named parts have " + sum + " bytes, and the file has " + size + ".");
    }

    static WrongParts none() {
        return new WrongParts("No part was named.");
    }

    private static Optional<WrongParts> wrong(String why) {
        return Optional.of(new WrongParts(why));
    }
}
