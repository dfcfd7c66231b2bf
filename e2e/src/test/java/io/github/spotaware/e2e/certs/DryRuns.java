package io.github.spotaware.e2e.certs;

import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Evicts a pod as a dry run, again and again, until it is closed. */
final class DryRuns implements AutoCloseable {

  private static final Pattern FAILED_OPEN =
      Pattern.compile(
          "apiserver_admission_webhook_fail_open_count\\{[^}]*spot-aware-scaler[^}]*} (\\d+)");

  private final Scenario scenario;
  private final String pod;
  private final List<EvictionAnswer> answers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> loop;
  private volatile boolean ending;

  /** Begins. */
  DryRuns(Scenario scenario, String pod) {
    this.scenario = scenario;
    this.pod = pod;
    this.loop = CompletableFuture.runAsync(this::run, task -> Thread.ofVirtual().start(task));
  }

  private void run() {
    while (!ending) {
      answers.add(evict(scenario, pod));
    }
  }

  /** One of them. */
  static EvictionAnswer evict(Scenario scenario, String pod) {
    return scenario.evictions().evict(Eviction.of(scenario.namespace(), pod).withDryRunInUrl());
  }

  /** How often the API server has gone on without an answer of one of our webhooks so far. */
  static long failedOpen(Scenario scenario) {
    return FAILED_OPEN
        .matcher(scenario.kubectl().run("get", "--raw", "/metrics").orThrow().stdout())
        .results()
        .mapToLong(result -> Long.parseLong(result.group(1)))
        .sum();
  }

  /** What was answered so far. */
  List<EvictionAnswer> answers() {
    return List.copyOf(answers);
  }

  /** Ends it; an error of a call comes out here. */
  @Override
  public void close() {
    ending = true;
    loop.join();
  }
}
