package io.github.spotaware.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What connects the core to the ports runs in the simulation as it runs in production: its requests
 * go through a port, its time and its threads come from one.
 */
class OrchestrationArchitectureTest {
  private static final String[] ORCHESTRATION = {
    "io.github.spotaware.port..", "io.github.spotaware.reading..", "io.github.spotaware.reconcile.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.spotaware");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.fabric8..",
        "io.prometheus..",
        "java.io..",
        "java.net..",
        "java.nio..",
        "io.github.spotaware.kubernetes..",
        "io.github.spotaware.process..",
        "io.github.spotaware.observability.."
      })
  void doesNotDependOn(String packages) {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ORCHESTRATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packages));
  }

  @ParameterizedTest
  @ValueSource(classes = {Clock.class, Thread.class, java.util.random.RandomGenerator.class})
  void doesNotUse(Class<?> type) {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ORCHESTRATION)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(type));
  }

  /** An {@code …Async} without an executor runs on a thread of the machine's choice. */
  @Test
  void readsNoClockAndStartsNoThread() {
    Set<String> clocks =
        Set.of(
            Instant.class.getName() + ".now",
            System.class.getName() + ".nanoTime",
            System.class.getName() + ".currentTimeMillis");
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ORCHESTRATION)
            .should()
            .accessTargetWhere(
                describe(
                    "reads a clock, or goes on on another thread",
                    (JavaAccess<?> access) ->
                        clocks.contains(access.getTargetOwner().getName() + "." + access.getName())
                            || access.getName().endsWith("Async")
                            || access.getName().equals("delayedExecutor")
                            || access.getName().equals("orTimeout"))));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
