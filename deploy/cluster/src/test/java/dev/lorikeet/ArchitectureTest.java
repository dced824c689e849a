package dev.lorikeet;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.lorikeet.testing.ArchitectureRules;
import dev.lorikeet.testing.ThisModule;

@AnalyzeClasses(locations = ThisModule.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
}
