package dev.lorikeet.storage.adapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lorikeet.storage.adapter.Families.Family;

/** What whoever selects a LoRA of any model has to know beforehand. */
final class FileWarnings {
    private FileWarnings() {}

    static List<String> of(Modules modules, Family family) {
        return Stream.of(model(family), strays(modules), control(modules)).flatMap(Optional::stream).toList();
    }

    private static Optional<String> model(Family family) {
        return switch (family.confidence()) {
            case UNKNOWN -> Optional.of("It could not be told which model this LoRA is for.");
            case HIGH -> Optional.of("Its layers do not tell which model it is for; only its metadata does.");
            case CERTAIN, MEDIUM, LOW -> Optional.empty();
        };
    }

    private static Optional<String> strays(Modules modules) {
        return modules.strays() == 0
                ? Optional.empty()
                : Optional.of(modules.strays() + " of its arrays are of no known kind and may be ignored.");
    }

    private static Optional<String> control(Modules modules) {
        return modules.fluxControl()
                ? Optional.of("It follows a control picture, without which it does not work.")
                : Optional.empty();
    }
}
