package dev.lorikeet.generation.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

final class TourProperties {

    @Property
    void reachesEveryWorkspaceWhereverItBegins(
            @ForAll @Size(max = 30) Set<@AlphaChars @StringLength(min = 1, max = 3) String> names,
            @ForAll @AlphaChars @StringLength(max = 3) String began, @ForAll @IntRange(min = 1, max = 5) int most) {
        var sorted = new TreeSet<>(names);
        var looked = new ArrayList<String>();
        int looks = 0;
        for (var tour = Optional.of(Tour.from(began)); tour.isPresent();) {
            var found = sorted.tailSet(tour.get().after(), false).stream().limit(most).toList();
            looked.addAll(found);
            tour = tour.get().goingOn(last(found, most));
            looks++;
        }
        assertThat(looked).containsAll(names);
        assertThat(looks).as("it ends").isLessThanOrEqualTo(names.size() / most + 3);
    }

    private static String last(List<String> found, int most) {
        return found.size() < most ? "" : found.getLast();
    }
}
