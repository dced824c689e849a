package dev.lorikeet.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;

/** The classes of the module whose tests run, and not those it depends on, however Maven hands these over. */
public final class ThisModule implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
        return Stream.of("target/classes", "target/test-classes")
                .map(Path::of)
                .filter(Files::exists)
                .map(Location::of)
                .collect(Collectors.toSet());
    }
}
