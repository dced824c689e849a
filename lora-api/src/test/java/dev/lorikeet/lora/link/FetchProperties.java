package dev.lorikeet.lora.link;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lorikeet.event.ETag;
import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import dev.lorikeet.lora.bucket.UploadStore.StoredPart;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

final class FetchProperties {

    @Property
    void fetchesExactlyWhatTheBucketDoesNotHaveInFull(@ForAll @IntRange(min = 1, max = 500) int size,
            @ForAll @IntRange(min = 1, max = 60) int partSize,
            @ForAll Set<@IntRange(min = 1, max = 60) Integer> whole,
            @ForAll Set<@IntRange(min = 1, max = 60) Integer> broken) {
        var plan = new UploadPlan(Strategy.MULTIPART, partSize, Math.ceilDiv(size, partSize));
        var stored = Stream.concat(
                whole.stream().filter(plan::has).map(number -> part(number, plan.length(number, size))),
                broken.stream().filter(number -> !whole.contains(number)).map(number -> part(number, 0)))
                .collect(Collectors.toList());
        List<Integer> missing = Fetch.missing(plan, size, stored);
        assertThat(missing).isSorted().allMatch(plan::has).noneMatch(whole::contains);
        assertThat(missing.size() + whole.stream().filter(plan::has).count()).isEqualTo(plan.partCount());
    }

    private static StoredPart part(int number, long size) {
        return new StoredPart(number, new ETag("e"), size);
    }
}
