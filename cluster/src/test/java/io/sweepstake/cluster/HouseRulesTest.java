package io.sweepstake.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in this module: it starts programs, and knows none of what they do. */
@AnalyzeClasses(
    packages = "io.sweepstake.cluster",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule launchingNeedsNoAlgorithm =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.apache.spark.launcher..",
              "com.fasterxml.jackson..",
              "io.sweepstake.cluster..");
}
