package io.github.spotaware.e2e.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.ClusterEvents;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A value that is not allowed: every process says so in an Event, a metric and its log, naming key,
 * value and what is allowed, and goes on with the last good configuration.
 */
@E2E
final class InvalidConfigurationE2E {

  private static final Duration BOUND = Duration.ofSeconds(15);

  static Stream<Map.Entry<String, String>> invalidValues() {
    return new TreeMap<>(InvalidExamples.BY_KEY).entrySet().stream();
  }

  @Test
  void thereIsAnExampleForEachKey() {
    assertThat(Arrays.stream(ConfigurationKeys.class.getFields()).map(this::text))
        .containsExactlyInAnyOrderElementsOf(InvalidExamples.BY_KEY.keySet());
  }

  @ParameterizedTest
  @MethodSource("invalidValues")
  void isSaidInAnEventAMetricAndTheLog(Map.Entry<String, String> invalid, Scenario scenario) {
    List<ProcessView> processes = ProcessView.all(scenario);
    String said = said(invalid);
    Instant since = Instant.now();
    try (ConfigurationObject configuration = new ConfigurationObject(scenario.client())) {
      configuration.set(Map.ofEntries(invalid));

      System.out.println("Event ConfigInvalid: " + awaitEventOfEach(scenario, said, since));
      for (ProcessView process : processes) {
        process.awaitValid(false);
        assertThat(process.invalidValues())
            .singleElement()
            .asString()
            .contains(
                "key=\"" + invalid.getKey() + "\"",
                "value=\"" + invalid.getValue() + "\"",
                "allowed=\"")
            .endsWith(" 1.0");
        String line = process.log().await(said, text -> text.contains(said));
        assertThat(line).contains("the last good configuration stays in force");
      }
    }
    for (ProcessView process : processes) {
      process.awaitValid(true);
      assertThat(process.invalidValues()).isEmpty();
    }
  }

  @Test
  void ofSeveralEachIsSaidAndTheLastGoodConfigurationStaysInForce(Scenario scenario) {
    Workload web = Workload.named("web").labelled().readyAfter(Duration.ofMillis(300));
    ServingWatch watch = scenario.deployAndWatch(web);
    List<ProcessView> processes = ProcessView.all(scenario);
    Instant since = Instant.now();
    try (ConfigurationObject configuration = new ConfigurationObject(scenario.client())) {
      configuration.set(InvalidExamples.BY_KEY);
      processes.forEach(process -> process.awaitValid(false));
      for (Map.Entry<String, String> invalid : InvalidExamples.BY_KEY.entrySet()) {
        awaitEventOfEach(scenario, said(invalid), since);
      }

      EvictionAnswer answer = scenario.evict(scenario.workloads().podName("web"));

      assertThat(answer.allowed()).as(answer.message()).isTrue();
      assertThat(answer.warnings()).isEmpty();
      scenario.workloads().awaitBackAtOne("web", Waits.SURGE_BOUND);
      assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
    }
    processes.forEach(process -> process.awaitValid(true));
  }

  /** The note, once each of the three processes has recorded one since then that begins so. */
  private static String awaitEventOfEach(Scenario scenario, String note, Instant since) {
    ClusterEvents events = new ClusterEvents(scenario.client(), ConfigurationObject.NAMESPACE);
    Await.until(
        "an Event of each process that says " + note,
        Deadline.after(BOUND),
        Duration.ofMillis(200),
        () ->
            events.about("ConfigMap", ConfigurationObject.NAME, "ConfigInvalid").stream()
                    .filter(event -> event.getNote().startsWith(note))
                    .filter(event -> Instant.parse(event.getEventTime().getTime()).isAfter(since))
                    .filter(event -> "Warning".equals(event.getType()))
                    .map(event -> event.getReportingInstance())
                    .distinct()
                    .count()
                == 3);
    return events.await("ConfigMap", ConfigurationObject.NAME, "ConfigInvalid", note).getNote();
  }

  private static String said(Map.Entry<String, String> invalid) {
    return "%s: \"%s\" is not allowed; allowed: ".formatted(invalid.getKey(), invalid.getValue());
  }

  private String text(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
