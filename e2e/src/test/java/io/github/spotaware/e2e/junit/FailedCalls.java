package io.github.spotaware.e2e.junit;

import io.github.spotaware.e2e.observe.Kubectl;
import java.util.regex.Pattern;

/** What the API server itself counts of calls of webhooks that it got no answer to. */
public final class FailedCalls {

  private static final Pattern FAILED_OPEN =
      Pattern.compile(
          "apiserver_admission_webhook_fail_open_count\\{[^}]*spot-aware-scaler[^}]*} (\\d+)");

  private FailedCalls() {}

  /** How often it has gone on without an answer of one of ours so far. */
  public static long ignored(Kubectl kubectl) {
    return FAILED_OPEN
        .matcher(kubectl.run("get", "--raw", "/metrics").orThrow().stdout())
        .results()
        .mapToLong(result -> Long.parseLong(result.group(1)))
        .sum();
  }
}
