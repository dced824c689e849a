package dev.lorikeet.generation.selection;

import java.util.List;

import dev.lorikeet.generation.job.Order;

/** What became of a request. */
public sealed interface Checked {
    Summary summary();

    /**
     * It can be made.
     *
     * @param order complete but for the pictures that came with the request
     * @param pictures to be stored before the order is; their keys then belong into its parameters
     */
    record Accepted(Order order, List<InlinePicture> pictures, Summary summary) implements Checked {
        public Accepted {
            pictures = List.copyOf(pictures);
        }
    }

    /** It cannot, and this is why: all of it, or as much as people read. */
    record Refused(List<Fault> faults, Summary summary) implements Checked {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
