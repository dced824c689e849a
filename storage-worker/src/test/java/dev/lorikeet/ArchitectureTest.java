package dev.lorikeet;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.lorikeet.testing.ArchitectureRules;

@AnalyzeClasses(packages = "dev.lorikeet", importOptions = ImportOption.DoNotIncludeJars.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);
}
