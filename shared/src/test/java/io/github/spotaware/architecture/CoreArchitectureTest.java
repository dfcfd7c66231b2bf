package io.github.spotaware.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.spotaware.config.ConfigurationHolder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The core does no I/O, reads no clock, draws no randomness and starts no thread: so a simulation
 * runs the very classes that production runs.
 */
class CoreArchitectureTest {
  private static final String BASE = "io.github.spotaware.";

  private static final String[] CORE = {
    BASE + "workload..",
    BASE + "schedule..",
    BASE + "disruption..",
    BASE + "surge..",
    BASE + "eviction..",
    BASE + "hold..",
    BASE + "validation..",
    BASE + "placement..",
    BASE + "guard..",
    BASE + "backstop..",
    BASE + "selector..",
    BASE + "config..",
    BASE + "freshness..",
    BASE + "report.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.spotaware");

  /** What depends on the outside: not to be called, whatever the overload. */
  private static final Set<String> OUTSIDE =
      Set.of(
          Instant.class.getName() + ".now",
          System.class.getName() + ".nanoTime",
          System.class.getName() + ".currentTimeMillis",
          System.class.getName() + ".getenv",
          System.class.getName() + ".getProperty",
          Math.class.getName() + ".random",
          UUID.class.getName() + ".randomUUID",
          Object.class.getName() + ".wait",
          Object.class.getName() + ".notify",
          Object.class.getName() + ".notifyAll");

  @Test
  void theCoreIsLookedAt() {
    for (String part : CORE) {
      assertThat(CLASSES.stream().map(type -> type.getPackageName() + "."))
          .as(part)
          .contains(part.substring(0, part.length() - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.fabric8..",
        "io.prometheus..",
        "org.slf4j..",
        "ch.qos.logback..",
        "java.io..",
        "java.net..",
        "java.nio.file..",
        "java.nio.channels..",
        "java.util.concurrent..",
        "java.util.logging.."
      })
  void doesNotDependOn(String packages) {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packages));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Clock.class,
        Random.class,
        RandomGenerator.class,
        SecureRandom.class,
        Thread.class,
        ThreadLocal.class,
        Process.class
      })
  void doesNotUse(Class<?> type) {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(type));
  }

  @Test
  void readsNoClockAndDrawsNoRandomness() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .accessTargetWhere(
                describe(
                    "it is one of " + OUTSIDE,
                    (JavaAccess<?> access) ->
                        OUTSIDE.contains(
                            access.getTargetOwner().getName() + "." + access.getName()))));
  }

  /** But for the holder of the configuration in force, which threads share. */
  @Test
  void hasNoLocks() {
    check(
        noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(CORE)
            .and()
            .areNotDeclaredIn(ConfigurationHolder.class)
            .should()
            .haveModifier(SYNCHRONIZED));
  }

  @Test
  void dependsOnNothingElseOfOurs() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(
                describe(
                    "are ours and outside the core",
                    type ->
                        type.getPackageName().startsWith("io.github.spotaware")
                            && !inCore(type.getPackageName()))));
  }

  @Test
  void itsPackagesHaveNoCycles() {
    slices()
        .matching(BASE + "(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES.that(JavaClass.Predicates.resideInAnyPackage(CORE)));
  }

  private static boolean inCore(String packageName) {
    return Set.of(CORE).stream()
        .map(part -> part.substring(0, part.length() - 2))
        .anyMatch(part -> packageName.equals(part) || packageName.startsWith(part + "."));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
