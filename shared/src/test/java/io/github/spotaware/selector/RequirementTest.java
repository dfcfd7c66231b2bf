package io.github.spotaware.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequirementTest {

  /** For a label "a" that is x, is empty, is something else, is absent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IN             | x,y | true  | false | false | false",
        "IN             | ''  | false | true  | false | false",
        "NOT_IN         | x,y | false | true  | true  | true",
        "NOT_IN         | ''  | true  | false | true  | true",
        "EXISTS         |     | true  | true  | true  | false",
        "DOES_NOT_EXIST |     | false | false | false | true",
      })
  void matches(
      Operator operator,
      @Nullable String values,
      boolean listed,
      boolean empty,
      boolean other,
      boolean absent) {
    Requirement requirement =
        new Requirement("a", operator, values == null ? Set.of() : Set.of(values.split(",", -1)));
    assertThat(requirement.matches(Map.of("a", "x", "b", "z"))).isEqualTo(listed);
    assertThat(requirement.matches(Map.of("a", ""))).isEqualTo(empty);
    assertThat(requirement.matches(Map.of("a", "X"))).isEqualTo(other);
    assertThat(requirement.matches(Map.of("b", "x"))).isEqualTo(absent);
  }

  @Test
  void listsNeedValuesAndOnlyTheyTakeThem() {
    for (Operator operator : Operator.values()) {
      Set<String> wrong = operator.takesValues() ? Set.of() : Set.of("x");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Requirement("a", operator, wrong))
          .withMessageContaining(operator.apiName());
    }
  }

  @Test
  void keysAndValuesFollowTheLabelSyntax() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.exists("a b"))
        .withMessageContaining("\"a b\" is not a label key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.in("a", List.of("ok", "-")))
        .withMessageContaining("\"-\" is not a label value");
  }

  @Test
  void valuesIterateInSortedOrder() {
    assertThat(Requirement.in("a", List.of("z", "m", "a", "m")).values())
        .containsExactly("a", "m", "z");
  }

  @ParameterizedTest
  @EnumSource
  void operatorsAreFoundByTheirApiName(Operator operator) {
    assertThat(Operator.ofApiName(operator.apiName())).isEqualTo(operator);
  }

  @Test
  void otherOperatorsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operator.ofApiName("Gt"))
        .withMessageContaining("Gt");
  }
}
