package io.github.spotaware.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The model is a function of its seed, and knows of the protocol only what it stores for it. */
@AnalyzeClasses(
    packages = "io.github.spotaware.simulation",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SimulationArchitectureTest {
  private static final String[] MODEL = {
    "io.github.spotaware.simulation.kernel..", "io.github.spotaware.simulation.cluster.."
  };

  @ArchTest
  static final ArchRule theModelDoesNoIo =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "java.util.concurrent..",
              "org.slf4j..",
              "io.fabric8..",
              "io.github.spotaware.kubernetes..");

  @ArchTest
  static final ArchRule theModelReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class);

  @ArchTest
  static final ArchRule theModelDoesNotDecide =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.spotaware.eviction..", "io.github.spotaware.hold..");

  @ArchTest
  static final ArchRule theKernelKnowsNothingOfClusters =
      noClasses()
          .that()
          .resideInAPackage("io.github.spotaware.simulation.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.spotaware.simulation.cluster..");
}
