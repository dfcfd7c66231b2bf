package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No contract is forgotten where all are to be run. */
final class ContractSuitesTest {

  @Test
  void eachSuiteRunsEachContract() {
    var classes = new ClassFileImporter().importPackagesOf(Contract.class);
    Set<JavaClass> contracts =
        classes.stream()
            .filter(type -> type.getSimpleName().endsWith("Contract"))
            .filter(type -> type.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(type -> !type.isEquivalentTo(Contract.class))
            .collect(Collectors.toSet());
    List<JavaClass> suites =
        classes.stream().filter(type -> type.getSimpleName().endsWith("ContractE2E")).toList();

    assertThat(contracts).hasSizeGreaterThan(30);
    assertThat(suites)
        .isNotEmpty()
        .allSatisfy(suite -> {
          Set<JavaClass> run =
              classes.stream()
                  .filter(type -> type.getEnclosingClass().filter(suite::equals).isPresent())
                  .flatMap(type -> type.getRawSuperclass().stream())
                  .collect(Collectors.toSet());
          assertThat(run).as(suite.getSimpleName()).containsExactlyInAnyOrderElementsOf(contracts);
        });
  }
}
