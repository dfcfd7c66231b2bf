package io.github.spotaware.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

  @Test
  void emptySelectsEverything() {
    assertThat(LabelSelector.of(Map.of(), List.of())).isEqualTo(LabelSelector.everything());
    assertThat(LabelSelector.everything().matches(Map.of())).isTrue();
    assertThat(LabelSelector.everything().matches(Map.of("a", "b"))).isTrue();
    assertThat(LabelSelector.everything().isEverything()).isTrue();
    assertThat(LabelSelector.everything()).hasToString("");
  }

  @Test
  void nothingSelectsNothingAndStaysSoThroughItsText() {
    LabelSelector nothing = LabelSelector.nothing();
    assertThat(nothing.isEverything()).isFalse();
    assertThat(nothing.toString()).isNotEmpty();
    assertThat(LabelSelector.parse(nothing.toString())).isEqualTo(nothing);
    for (Map<String, String> labels :
        List.of(Map.<String, String>of(), Map.of("a", "b"), Map.of("nothing", ""))) {
      assertThat(nothing.matches(labels)).isFalse();
    }
  }

  @Test
  void matchLabelsAndMatchExpressionsMustBothHold() {
    LabelSelector selector =
        LabelSelector.of(Map.of("a", "x"), List.of(Requirement.notIn("b", List.of("y"))));
    assertThat(selector.matches(Map.of("a", "x"))).isTrue();
    assertThat(selector.matches(Map.of("a", "x", "b", "z"))).isTrue();
    assertThat(selector.matches(Map.of("a", "x", "b", "y"))).isFalse();
    assertThat(selector.matches(Map.of("b", "z"))).isFalse();
  }

  @Test
  void orderAndRepetitionMakeNoDifference() {
    assertThat(LabelSelector.parse("b,a=x,a=x")).isEqualTo(LabelSelector.parse("a in (x),b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                             | ''",
        "' \t\r\n'                      | ''",
        "a                              | a",
        "!a                             | !a",
        "' ! a '                        | !a",
        "a=b                            | a=b",
        "a==b                           | a=b",
        "' a = b '                      | a=b",
        "a!=b                           | a!=b",
        "a != b                         | a!=b",
        "a=                             | a=",
        "a=,b                           | a=,b",
        "a!=                            | a!=",
        "a in (x)                       | a=x",
        "a in(y,x)                      | a in (x,y)",
        "a in ( y , x , y )             | a in (x,y)",
        "a notin (x)                    | a!=x",
        "a notin (y,x)                  | a notin (x,y)",
        "a in ()                        | a=",
        "a in (,x)                      | a in (,x)",
        "a in (x,)                      | a in (,x)",
        "a in (,,)                      | a=",
        "in in (in,notin)               | in in (in,notin)",
        "notin                          | notin",
        "in=notin                       | in=notin",
        "b,a                            | a,b",
        "a!=x,a in (x,y),a,!b           | a in (x,y),a!=x,a,!b",
        "x.y/z=1,karpenter.sh/capacity-type=spot | karpenter.sh/capacity-type=spot,x.y/z=1",
      })
  void parsesToTheCanonicalText(String text, String canonical) {
    LabelSelector selector = LabelSelector.parse(text);
    assertThat(selector).hasToString(canonical);
    assertThat(LabelSelector.parse(canonical)).isEqualTo(selector);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "','          | at character 1: expected a label key but found \",\"",
        "a,           | at character 3: expected a label key but found the end",
        "'a,,b'       | at character 3: expected a label key but found \",\"",
        "=b           | at character 1: expected a label key but found \"=\"",
        "!            | at character 2: expected a label key but found the end",
        "!!a          | at character 2: expected a label key but found \"!\"",
        "!a=b         | at character 3: expected \",\" or the end but found \"=\"",
        "a b          | at character 3: expected \"=\", \"==\", \"!=\", \"in\", \"notin\", \",\" or"
            + " the end but found \"b\"",
        "a!           | at character 2: expected \"=\", \"==\", \"!=\", \"in\", \"notin\", \",\" or"
            + " the end but found \"!\"",
        "a>1          | at character 2: expected \"=\", \"==\", \"!=\", \"in\", \"notin\", \",\" or"
            + " the end but found \">\"",
        "a<1          | at character 2: expected \"=\", \"==\", \"!=\", \"in\", \"notin\", \",\" or"
            + " the end but found \"<\"",
        "a In (b)     | at character 3: expected \"=\", \"==\", \"!=\", \"in\", \"notin\", \",\" or"
            + " the end but found \"In\"",
        "a===b        | at character 4: expected \",\" or the end but found \"=\"",
        "a=!b         | at character 3: expected \",\" or the end but found \"!\"",
        "a=b c        | at character 5: expected \",\" or the end but found \"c\"",
        "a=(b)        | at character 3: expected \",\" or the end but found \"(\"",
        "a in         | at character 5: expected \"(\" but found the end",
        "a in b       | at character 6: expected \"(\" but found \"b\"",
        "a in (x      | at character 8: expected \",\" or \")\" but found the end",
        "a in (x y)   | at character 9: expected \",\" or \")\" but found \"y\"",
        "a in (x) b   | at character 10: expected \",\" or the end but found \"b\"",
        "'a=b,-c'     | at character 5: \"-c\" is not a label key: its name must consist of",
        "A_/b         | at character 1: \"A_/b\" is not a label key: its prefix must be",
        "'a=b,c=d/e'  | at character 7: \"d/e\" is not a label value: it must be",
        "'a in (x,-)' | at character 9: \"-\" is not a label value: it must be",
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSelector.parse(text))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  void valuesEndAt63Characters(int length) {
    String text = "a=" + "x".repeat(length);
    if (length <= 63) {
      assertThat(LabelSelector.parse(text)).hasToString(text);
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LabelSelector.parse(text))
          .withMessageEndingWith("it must have at most 63 characters");
    }
  }
}
