package io.github.spotaware.e2e.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.ClusterEvents;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the shell version leaves behind beside schedules is said once, and left alone. */
@E2E
final class LeftoversE2E {

  private static final List<String> NAMES =
      List.of(
          "cordon-processed-leftover-1",
          "taint-processed-leftover-1",
          "node-processed-leftover-1",
          "scaling-lock-leftover-1");

  private static final String LAST = "cordon-processed-leftover-2";

  @Test
  void areToldOnceAndLeftAlone(Scenario scenario) {
    try (ShellVersion shell = new ShellVersion(scenario)) {
      NAMES.forEach(name -> shell.create(name, ShellVersion.timestamp()));
      Map<String, String> before = versions(shell);

      for (String name : NAMES) {
        Event event = events(scenario).await("ConfigMap", name, "LegacyLeftover", "is left alone");
        System.out.println("Event LegacyLeftover: " + event.getNote());
        assertThat(event.getType()).isEqualTo("Normal");
      }
      // A change of the configuration makes the scaler look at all again; Events come in order.
      scenario.configure(ConfigurationKeys.HOLD_SECONDS, "9");
      shell.create(LAST, ShellVersion.timestamp());
      events(scenario).await("ConfigMap", LAST, "LegacyLeftover", "");

      assertThat(NAMES)
          .allSatisfy(name ->
              assertThat(events(scenario).about("ConfigMap", name, "LegacyLeftover"))
                  .as(name)
                  .hasSize(1));
      assertThat(versions(shell)).as("they are as they were").isEqualTo(before);
    }
  }

  private static ClusterEvents events(Scenario scenario) {
    return new ClusterEvents(scenario.client(), ShellVersion.NAMESPACE);
  }

  private static Map<String, String> versions(ShellVersion shell) {
    return NAMES.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                name -> shell.find(name).orElseThrow().getMetadata().getResourceVersion()));
  }
}
