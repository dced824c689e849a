package dev.lorikeet.generation.selection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What requests may bring along, and how their weight is told.
 *
 * @param inlinePictures all pictures of one request together; as base64 they have to fit RunPod's 10 MiB
 * @param longestAddress of a picture on the web
 * @param mediumMemory from here on LoRAs are said to have a medium impact on memory
 * @param highMemory from here on a high one
 * @param fetchedPerSecond how fast workers fetch LoRAs, for the estimate of the time to load
 * @param mostLoras a longer list of them is refused before it is looked at
 * @param mostNames the same for parameters, and for weights
 * @param mostFaults no more are told at once
 */
@ConfigurationProperties("lorikeet.selection")
public record SelectionLimits(@DefaultValue("7MB") DataSize inlinePictures, @DefaultValue("2048") int longestAddress,
        @DefaultValue("1GB") DataSize mediumMemory, @DefaultValue("3GB") DataSize highMemory,
        @DefaultValue("100MB") DataSize fetchedPerSecond, @DefaultValue("20") int mostLoras,
        @DefaultValue("200") int mostNames, @DefaultValue("100") int mostFaults) {
    private static final DataSize FITS_RUNPOD = DataSize.ofBytes(7_700_000);
    private static final int LONGEST = 8000;
    private static final int MOST = 1000;

    public SelectionLimits {
        demand(inlinePictures.toBytes() >= 1 && inlinePictures.compareTo(FITS_RUNPOD) <= 0, "inline-pictures",
                "from 1 to " + FITS_RUNPOD.toBytes() + " bytes", inlinePictures.toBytes());
        demand(longestAddress >= 1 && longestAddress <= LONGEST, "longest-address", "from 1 to " + LONGEST,
                longestAddress);
        demand(mediumMemory.toBytes() >= 1, "medium-memory", "at least 1 byte", mediumMemory.toBytes());
        demand(highMemory.compareTo(mediumMemory) >= 0, "high-memory",
                "at least medium-memory, " + mediumMemory.toBytes() + " bytes", highMemory.toBytes());
        demand(fetchedPerSecond.toBytes() >= 1, "fetched-per-second", "at least 1 byte",
                fetchedPerSecond.toBytes());
        demand(isCount(mostLoras), "most-loras", "from 1 to " + MOST, mostLoras);
        demand(isCount(mostNames), "most-names", "from 1 to " + MOST, mostNames);
        demand(isCount(mostFaults), "most-faults", "from 1 to " + MOST, mostFaults);
    }

    private static boolean isCount(int number) {
        return number >= 1 && number <= MOST;
    }

    private static void demand(boolean holds, String name, String allowed, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.selection." + name + " must be " + allowed + ", not "
                    + value);
        }
    }
}
