package dev.lorikeet.storage.torch;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How far a pickle is followed.
 *
 * @param size all of it; of an old stream, everything before the numbers
 * @param instructions how many are followed before it counts as endless
 * @param memo how many values it may keep for later
 * @param depth how many values may wait for one another
 * @param nesting how deep tuples may lie in tuples
 * @param dicts how many dictionaries it may make; each tensor has one
 * @param entries how many entries they may have together
 * @param tensors the most tensors of a file
 * @param rank the most dimensions of a tensor
 * @param text the longest text in it
 */
public record PickleLimits(@DefaultValue("16MB") DataSize size, @DefaultValue("500000") int instructions,
        @DefaultValue("100000") int memo, @DefaultValue("10000") int depth, @DefaultValue("8") int nesting,
        @DefaultValue("50000") int dicts, @DefaultValue("50000") int entries, @DefaultValue("20000") int tensors,
        @DefaultValue("8") int rank, @DefaultValue("4KB") DataSize text) {

    public PickleLimits {
        TorchLimits.within("pickle.size", size);
        TorchLimits.within("pickle.text", text);
    }
}
