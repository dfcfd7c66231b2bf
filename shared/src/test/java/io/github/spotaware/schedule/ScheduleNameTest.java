package io.github.spotaware.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleNameTest {
  private static final int PREFIX_AND_NAMESPACE = "scale-down-shop.".length();

  /** A ConfigMap's name: labels of a-z, 0-9 and -, joined by dots, 253 characters at most. */
  private static final String VALID =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  private static DeploymentRef web(String name) {
    return new DeploymentRef("shop", name);
  }

  @Test
  void saysNamespaceAndDeployment() {
    assertThat(ScheduleName.of(web("web"))).isEqualTo("scale-down-shop.web");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 236, 237, 238, 253})
  void fitsWhatAConfigMapMayBeCalled(int length) {
    String name = ScheduleName.of(web("w".repeat(length)));
    assertThat(name).hasSizeLessThanOrEqualTo(253).matches(VALID);
    assertThat(name.endsWith("w"))
        .as("not hashed: %s", name)
        .isEqualTo(PREFIX_AND_NAMESPACE + length <= 253);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ".", "--", "-w.w-"})
  void aCutInTheMiddleOfANameLeavesAValidOne(String separators) {
    for (int before = 200; before < 240; before++) {
      String deployment = "w".repeat(before) + separators + "w";
      String longName = (deployment + "w".repeat(253)).substring(0, 253);
      assertThat(ScheduleName.of(web(longName)))
          .hasSizeLessThanOrEqualTo(253)
          .matches(VALID)
          .isEqualTo(ScheduleName.hashed(web(longName)));
    }
  }

  @Test
  void longNamesThatBeginAlikeAreToldApart() {
    assertThat(ScheduleName.of(web("w".repeat(252) + "a")))
        .isNotEqualTo(ScheduleName.of(web("w".repeat(252) + "b")));
  }

  @Test
  void theHashedOneIsAnotherNameThatStaysTheSame() {
    assertThat(ScheduleName.hashed(web("web")))
        .startsWith("scale-down-shop.web.x")
        .hasSize("scale-down-shop.web.x".length() + 16)
        .isEqualTo(ScheduleName.hashed(web("web")))
        .isNotEqualTo(ScheduleName.hashed(new DeploymentRef("shop", "other")));
  }
}
