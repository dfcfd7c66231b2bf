package io.github.spotaware.e2e.configuration;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.MetricsPage;
import io.github.spotaware.e2e.observe.ProcessLog;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What one process of the project says of the configuration.
 *
 * @param name of the process
 * @param address where its metrics are
 * @param log from now on
 */
record ProcessView(String name, String address, ProcessLog log) {

  private static final Duration BOUND = Duration.ofSeconds(15);

  /** All three, with their logs from now on. */
  static List<ProcessView> all(Scenario scenario) {
    return Stream.of("webhook-0", "webhook-1", "scaler")
        .map(name ->
            new ProcessView(
                name,
                scenario.playground().address(name).orElseThrow(),
                ProcessLog.fromNow(scenario.playground().log(name))))
        .toList();
  }

  /** Waits until its metric says that the configuration is valid, or that it is not. */
  void awaitValid(boolean valid) {
    OptionalDouble wanted = OptionalDouble.of(valid ? 1 : 0);
    Await.until(
        name + " to say that the configuration is " + (valid ? "valid" : "invalid"),
        Deadline.after(BOUND),
        () -> MetricsPage.of(address).value("spot_aware_config_valid").equals(wanted));
  }

  /** The time series of values that are not allowed. */
  List<String> invalidValues() {
    return MetricsPage.of(address).all("spot_aware_config_invalid_value");
  }
}
