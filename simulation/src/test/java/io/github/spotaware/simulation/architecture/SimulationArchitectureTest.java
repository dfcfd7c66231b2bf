package io.github.spotaware.simulation.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.spotaware.surge.EndTicket;
import io.github.spotaware.surge.Raise;
import io.github.spotaware.surge.StartSurge;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.surge.WhoseCountWins;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulation decides nothing of the protocol: it runs the production classes. */
class SimulationArchitectureTest {
  private static final String SIMULATION = "io.github.spotaware.simulation..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.spotaware");

  /** Only the processes, and what breaks them, know the classes that decide. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.github.spotaware.webhook.eviction..",
        "io.github.spotaware.webhook.guard..",
        "io.github.spotaware.webhook.backstop..",
        "io.github.spotaware.backstop..",
        "io.github.spotaware.reconcile..",
        "io.github.spotaware.reading.."
      })
  void reachesTheProtocolOnlyThroughItsProcesses(String packages) {
    check(
        noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .and()
            .resideOutsideOfPackages(
                "io.github.spotaware.simulation.process..",
                "io.github.spotaware.simulation.variant..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packages));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SurgeCourse.class,
        Raise.class,
        StartSurge.class,
        EndTicket.class,
        WhoseCountWins.class
      })
  void takesNoStepOfASurgeItself(Class<?> decides) {
    check(
        noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(decides));
  }

  @Test
  void decidesNoEviction() {
    check(
        noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.spotaware.eviction.."));
  }

  /** What it draws, it draws from the seed. */
  @Test
  void hasNoOtherRandomness() {
    check(
        noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class));
  }

  @Test
  void productionDoesNotKnowIt() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(SIMULATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATION));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
