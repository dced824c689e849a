package dev.lorikeet.storage.adapter;

import java.util.Map;

import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.storage.file.Tensor;

/**
 * One layer of the model that the file changes.
 *
 * @param name as the file has it
 * @param flat where it is in the model, see {@link Place#flat()}
 * @param parameters that were trained for it
 */
record Layer(String name, Place place, String flat, Outline outline, long parameters) {

    /**
     * What the factors multiply to.
     *
     * @param rank 0 where the kind has none
     * @param out rows of the layer's weight, 0 where the shapes do not tell
     * @param in columns of it, 0 where the shapes do not tell
     * @param kernel how many numbers a convolution has for each of these, otherwise 1
     */
    record Outline(AdapterKind kind, long rank, long out, long in, long kernel) {

        /** How many numbers the whole weight has; 0 where the shapes do not tell. */
        long weight() {
            return Counts.product(Counts.product(out, in), kernel);
        }

        Outline as(AdapterKind other) {
            return new Outline(other, rank, out, in, kernel);
        }
    }

    static Layer of(String name, Map<Role, Tensor> arrays) {
        long parameters = arrays.entrySet()
                .stream()
                .filter(array -> array.getKey().isTrained())
                .mapToLong(array -> Counts.elements(array.getValue()))
                .reduce(0, Counts::sum);
        var place = Place.of(name);
        return new Layer(name, place, place.flat(), Outlines.of(name, arrays), parameters);
    }

    AdapterKind kind() {
        return outline.kind();
    }
}
