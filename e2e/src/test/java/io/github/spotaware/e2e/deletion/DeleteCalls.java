package io.github.spotaware.e2e.deletion;

import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.MetricsPage;
import java.util.List;
import java.util.regex.Pattern;

/** Calls about direct deletes of pods: those that the API server makes, and their answers. */
final class DeleteCalls {
  private static final Pattern CALLS =
      Pattern.compile(
          "apiserver_admission_webhook_request_total\\{[^}]*"
              + "name=\"deletes-[01]\\.spot-aware-scaler\\.github\\.io\"[^}]*} (\\d+)");

  private DeleteCalls() {}

  /** How often the API server has asked either webhook so far. */
  static long count(Scenario scenario) {
    String metrics = scenario.kubectl().run("get", "--raw", "/metrics").orThrow().stdout();
    return CALLS
        .matcher(metrics)
        .results()
        .mapToLong(result -> Long.parseLong(result.group(1)))
        .sum();
  }

  /** How often both webhooks together have given this answer for this reason. */
  static double answers(Scenario scenario, String answer, String reason) {
    String series =
        "spot_aware_delete_decisions_total{answer=\"%s\",reason=\"%s\"}".formatted(answer, reason);
    return List.of("webhook-0", "webhook-1").stream()
        .map(name -> scenario.playground().address(name).orElseThrow())
        .mapToDouble(address -> MetricsPage.of(address).value(series).orElse(0))
        .sum();
  }
}
