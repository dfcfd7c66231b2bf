package io.github.spotaware.e2e.validation;

import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of the API server about Deployments, and those that they lead to. */
final class WebhookCalls {
  private static final Pattern CALLS =
      Pattern.compile(
          "apiserver_admission_webhook_request_total\\{[^}]*"
              + "name=\"deployments\\.spot-aware-scaler\\.github\\.io\"[^}]*} (\\d+)");

  private WebhookCalls() {}

  /** How often the API server has asked so far. */
  static long count(Scenario scenario) {
    Matcher matcher =
        CALLS.matcher(scenario.kubectl().run("get", "--raw", "/metrics").orThrow().stdout());
    return matcher.results().mapToLong(result -> Long.parseLong(result.group(1))).sum();
  }

  /** What the webhooks asked for while the last change of the Deployment was admitted. */
  static List<String> reads(Scenario scenario, String name) {
    AuditEvent change =
        scenario
            .audit()
            .in(scenario.namespace())
            .of("deployments")
            .named(name)
            .writes()
            .list()
            .getLast();
    return scenario
        .audit()
        .by(AuditEvents.WEBHOOK)
        .receivedBetween(change.received(), change.finished())
        .summaries();
  }
}
