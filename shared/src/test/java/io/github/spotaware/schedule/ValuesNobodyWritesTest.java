package io.github.spotaware.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spotaware.testing.Schedules;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edit by hand that can't be kept as it is, or acted upon, is not half read. */
class ValuesNobodyWritesTest {
  private static Map<String, String> with(String key, String value) {
    Map<String, String> data = new HashMap<>(ScheduleData.write(Schedules.surged()));
    data.put(key, value);
    return data;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a path                 | namespace  | ../kube-system     | the name of a namespace (",
        "no name                | namespace  | Shop               | the name of a namespace (",
        "a path                 | deployment | web/status         | the name of a Deployment (",
        "no name                | deployment | web-               | the name of a Deployment (",
        "two values for one     | costs      | uid-a=1 uid-a=2    | one for each UID",
        "two times for one      | held       | uid-a=1 uid-a=2    | one for each UID",
      })
  void areNotRead(String what, String key, String value, String allowed) {
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(() -> ScheduleData.read(with(key, value)))
        .withMessageStartingWith(key + ": \"" + value + "\" is not allowed; allowed: ")
        .withMessageContaining(allowed);
  }

  /** Sorted to an end of the text, it would be lost by the next reader. */
  @Test
  void controlCharactersInAPairAreNotRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleData.read(with("held", "b=1 \u0001a=2")))
        .withMessageContaining("UID=VALUE pairs, separated by a space");
  }

  @Test
  void whiteSpaceAloneIsNoValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleData.read(with("uid", " \u0000\n")))
        .withMessage("uid: \"   \" is not allowed; allowed: a value; the key is required");
  }

  @Test
  void whyIsOneLineOfBoundedLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleData.read(with("phase", "Waning\n".repeat(100_000))))
        .satisfies(e ->
            assertThat(e.getMessage())
                .startsWith("phase: \"Waning Waning ")
                .endsWith("allowed: Raising, Surged, Releasing, Lowering, Cancelling")
                .hasSizeLessThan(300));
  }
}
