package dev.lorikeet.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.util.MultiValueMap;

/** A parameter that we would ignore is one that somebody relies on, so a query string holds nothing else. */
public final class QueryParameters {
    private QueryParameters() {}

    /**
     * What is wrong with the names that were given: each must be one of these, and be there once.
     *
     * @param what is asked with them, in a word
     */
    public static List<FieldError> faults(MultiValueMap<String, String> given, Set<String> names, String what) {
        var faults = new ArrayList<FieldError>();
        given.forEach((name, values) -> {
            if (!names.contains(name)) {
                faults.add(new FieldError(name, "is not a parameter of this " + what));
            } else if (values.size() > 1) {
                faults.add(new FieldError(name, "may be given once"));
            }
        });
        return faults;
    }

    /** The same, for who reads nothing else of them. */
    public static void demandOnly(MultiValueMap<String, String> given, Set<String> names, String what) {
        var faults = faults(given, names, what);
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
    }
}
